from __future__ import annotations

import io

import pytest

from pinyin_strip.formats import Settings, by_name


class Result:
    """What cleaning bytes gave: the bytes, the notices, and what was counted."""

    def __init__(self):
        self.notices, self.pieces, self.changed = [], 0, False


@pytest.fixture
def rewrite():
    """Send bytes through a format, piece by piece."""

    def run(name, data, **settings):
        kind, chosen = by_name(name), Settings(**settings)
        source, target, result = io.BytesIO(data), io.BytesIO(), Result()

        def cleaned():
            for piece in kind.read(source, chosen):
                done = kind.clean(piece, chosen)
                result.notices += done.notices
                result.pieces += 1
                result.changed |= done.changed
                yield done.data

        kind.write(source, target, cleaned(), chosen)
        result.data = target.getvalue()
        return result

    return run
