"""How many examples a property is tried on: few by default, and in ``.ci/run`` (``HYPOTHESIS_PROFILE=thorough``) many.

Nothing hangs on how fast a machine is: no example has a deadline, and slow generation is no failure. By default the examples
are the same in every run, so that a test that has passed passes again; the thorough profile looks at others every time.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

_UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("quick", _UNHURRIED, max_examples=25, derandomize=True)
settings.register_profile("thorough", _UNHURRIED, max_examples=100, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

three_times_as_many = settings(max_examples=3 * settings().max_examples)
"""For properties that few examples prove little of."""


def slow(*parameters):
    """Parameters of a test that are tried in the thorough run only."""
    return [pytest.param(one, marks=pytest.mark.slow) for one in parameters]
