"""The command, held where it calls a function: it says so through a pipe and waits, so that a test knows what it is at.

Run as a script with the function (``module:name``), the number of the call to hold at, two descriptors and the command's own
arguments. Each process that makes that call writes its number to the first descriptor, as a line, and waits until the other
end of the second one is closed; without a second one (``-1``) it computes for ever. Copies of the process are held as well;
processes that are started afresh, such as those that replace dead ones, are not.
"""

from __future__ import annotations

import importlib
import itertools
import os
import signal
import sys


def _hold(place, call, says, goes):
    """Put a function that waits before one call in the place of another one."""
    module, _, path = place.partition(":")
    *owners, name = path.split(".")
    owner = importlib.import_module(module)
    for each in owners:
        owner = getattr(owner, each)
    function, calls = getattr(owner, name), itertools.count(1)

    def held(*arguments, **named):
        if next(calls) == call:
            os.write(says, b"%d\n" % os.getpid())
            while goes < 0:
                pass
            os.read(goes, 1)
        return function(*arguments, **named)

    setattr(owner, name, held)


if __name__ == "__main__":
    place, call, says, goes = sys.argv[1:5]
    del sys.argv[1:5]
    signal.signal(signal.SIGINT, signal.default_int_handler)  # where the tests run in the background it may be ignored
    _hold(place, int(call), int(says), int(goes))
    from pinyin_strip.cli import main

    sys.exit(main())
