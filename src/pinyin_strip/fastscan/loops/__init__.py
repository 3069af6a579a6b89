"""The loops of the fast scan: ordinary Python, compiled ahead of time where a C compiler is at hand; the ``.pxd`` files have the C types."""
