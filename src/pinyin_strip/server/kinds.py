"""What kind of text an editor has open: by the name of its file, as ``check`` decides, else by what the editor calls it."""

from __future__ import annotations

from pinyin_strip.formats import Format, by_name, name_of, split_suffix

__all__ = ["kind_of_document"]

_BY_LANGUAGE = {
    "plaintext": "text",  # VS Code, and the protocol's own example
    "text": "text",  # Neovim, Helix
    "latex": "text",
    "tex": "text",
    "plaintex": "text",  # Neovim
    "markdown": "markdown",
    "html": "html",
    "xhtml": "html",
    "xml": "xml",
    "json": "json",
    "jsonl": "jsonl",
    "csv": "csv",
    "tsv": "tsv",
}


def kind_of_document(path: str, language: str) -> Format | None:
    """Return the format of an open text, ``None`` if it is none that is proofread as text.

    Args:
        path: of its file, or whatever its address ends in; the suffix decides, so that what is shown is what ``check`` says.
        language: what the editor takes it for; asked where the suffix says nothing.

    >>> kind_of_document("a/b.md", "plaintext").name, kind_of_document("Untitled-1", "html").name
    ('markdown', 'html')
    >>> kind_of_document("a.py", "python"), kind_of_document("a.md.gz", "plaintext")
    (None, None)
    """
    if split_suffix(path)[1]:
        return None
    name = name_of(path) or _BY_LANGUAGE.get(language)
    kind = by_name(name) if name else None
    return kind if kind and kind.texty else None
