"""Ctrl-C reaches every process of a terminal's command; only the one that all others work for listens to it."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["ignore_interrupts", "interrupts_held_back"]


@contextmanager
def interrupts_held_back() -> Iterator[None]:
    """Hold interrupts back, for this thread and for processes that it starts meanwhile, until they call ``ignore_interrupts``.

    Without it one that comes while a process starts would end that process, with a traceback on standard error.
    """
    if not hasattr(signal, "pthread_sigmask"):  # not on this system
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def ignore_interrupts() -> None:
    """Ignore interrupts in this process, those that were held back while it started included."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
