"""How improbable a reading must be in its context to be called wrong."""

from __future__ import annotations

from types import MappingProxyType

BARS = MappingProxyType({"strict": 0.0625, "sensitive": 0.191})
"""``Options.sensitivity`` → the probability of the given reading below which it is reported: the highest with at most 0.005,
and 0.010, right ones called wrong in cross-validation on the CPP development sentences (``benchmarks/context.py --folds``)."""
