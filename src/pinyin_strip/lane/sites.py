"""What the loops of the lane say of a bracket, or of a text, in numbers."""

from __future__ import annotations

__all__ = ["FULL_PATH", "KEPT", "LISTED", "LONELY", "TONED_NEARBY", "UNKNOWN"]

FULL_PATH = -1  # instead of a count: the lane cannot decide
UNKNOWN = 0  # letters with a tone of which nothing is known: taken out
LISTED = 1  # a listed reading that the context may speak against: taken out
LONELY = 2  # a listed reading without a tone that few neighbours speak for: taken out
KEPT = 3  # what else may be a gloss

TONED_NEARBY = 4  # toned glosses that outweigh as many brackets with Latin in them
