"""Which of the listed readings of a hanzi does its context call for?"""

from pinyin_strip.context.difference import differs
from pinyin_strip.context.registry import PROVIDERS, provider
from pinyin_strip.context.standard import may_object
from pinyin_strip.values import Context, Expectation, Expecting, Likelihood

__all__ = ["PROVIDERS", "Context", "Expectation", "Expecting", "Likelihood", "differs", "may_object", "provider"]
