"""Extra → the line that installs it, from where pinyin-strip itself was installed: a checkout, a file or an index."""

from __future__ import annotations

import json
import os
import shlex
from importlib import metadata
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

__all__ = ["install_line"]

NAME = "pinyin-strip"


def install_line(extra: str) -> str:
    """The command that brings an optional library.

    What was installed from a folder is installed from it again, editable if it was, since an index may have another version or none;
    so is what came from a file or a repository (PEP 610).

    >>> install_line("arrow").startswith("pip install ")
    True
    """
    origin = _origin()
    if "dir_info" in origin and (folder := _folder(origin["url"])):
        what = "." if folder == Path.cwd() else str(folder)
        return f"pip install {'-e ' * bool(origin['dir_info'].get('editable'))}{_quoted(f'{what}[{extra}]')}"
    place = ""
    if "vcs_info" in origin or "archive_info" in origin:
        system = origin["vcs_info"]["vcs"] + "+" if "vcs_info" in origin else ""
        place = f" @ {system}{origin['url']}"
    return f"pip install {_quoted(f'{NAME}[{extra}]{place}')}"


def _origin() -> dict[str, Any]:
    """What pip has noted of where it found the package; nothing if that was an index, or if nobody has installed it."""
    try:
        noted = metadata.distribution(NAME).read_text("direct_url.json")
    except metadata.PackageNotFoundError:
        return {}
    found: dict[str, Any] = json.loads(noted) if noted else {}
    return found


def _folder(url: str) -> Path | None:
    """The folder of a checkout, if it is still there."""
    folder = Path(url2pathname(urlsplit(url).path))
    return folder if (folder / "pyproject.toml").is_file() else None


def _quoted(requirement: str) -> str:
    """Quote what has brackets: to some shells they are a pattern."""
    return f'"{requirement}"' if os.name == "nt" else shlex.quote(requirement)
