"""Many files at once: find them, clean them in processes, write them whole, say what was done."""

from pinyin_strip.batch.plan import Job, Plan
from pinyin_strip.batch.run import run
from pinyin_strip.batch.summary import Outcome, Summary

__all__ = ["Job", "Outcome", "Plan", "Summary", "run"]
