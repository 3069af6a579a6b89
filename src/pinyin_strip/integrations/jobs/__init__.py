"""Whole jobs on engines that run on many machines: a corpus is read, cleaned, written and counted, each part once.

They are scripts (``python -m pinyin_strip.integrations.jobs.ray_clean``), and lie in a folder of their own because an engine
that is handed a script's path looks for modules beside it.
"""
