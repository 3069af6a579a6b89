"""What holds for the whole suite: no property has a deadline, since the first example that needs a dictionary opens it."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("suite", deadline=None)
settings.load_profile("suite")
