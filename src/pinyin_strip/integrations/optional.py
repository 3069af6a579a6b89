"""Hosts are optional: import one, or say which line installs it."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from pinyin_strip.extras import install_line

__all__ = ["load"]


def load(module: str, extra: str = "") -> Any:  # noqa: ANN401  an optional library
    """Import a module of a host.

    Args:
        module: its full name, such as ``pyarrow.compute``.
        extra: the extra of pinyin-strip that brings it; the host's own name if nothing is said.

    Raises:
        ImportError: if the host is not installed; the message has the line that installs it.

    >>> load("json").loads("[1]")
    [1]
    """
    host = module.partition(".")[0]
    try:
        return import_module(module)
    except ImportError as error:
        if (error.name or host).partition(".")[0] != host:
            raise  # the host is there, something that it needs is not: its own message says more
        raise ImportError(f"this needs {host}: {install_line(extra or host)}", name=host) from error
