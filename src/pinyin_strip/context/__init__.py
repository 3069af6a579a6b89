"""Which of the listed readings of a hanzi does its context call for?"""

from pinyin_strip.context.difference import differs
from pinyin_strip.context.protocol import Context, Expectation
from pinyin_strip.context.registry import PROVIDERS, provider

__all__ = ["PROVIDERS", "Context", "Expectation", "differs", "provider"]
