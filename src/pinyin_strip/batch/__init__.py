"""Many files at once: find them, clean them in processes, write them whole, say what was done."""
