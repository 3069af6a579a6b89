"""What holds for the whole suite: see ``profiles.py``."""

from __future__ import annotations

import tests.profiles  # noqa: F401  before any property is made
