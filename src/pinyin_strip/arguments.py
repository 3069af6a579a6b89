"""What a call was given, looked at before anything is done: an error says what to pass instead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pinyin_strip.options import Options

__all__ = ["as_options", "as_text", "as_texts", "each_text"]


def as_text(value: object) -> str:
    """Return a text.

    Raises:
        TypeError: if it is none; bytes have to be decoded first.

    >>> as_text(b"guo")
    Traceback (most recent call last):
    TypeError: a text is a str, not bytes: decode them first, for instance with .decode("utf-8")
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bytes | bytearray | memoryview):
        raise TypeError(
            f'a text is a str, not {type(value).__name__}: decode them first, for instance with .decode("utf-8")'
        )
    raise TypeError(f"a text is a str, not {type(value).__name__}: pass one text, or many to clean_many")


def as_texts(values: Iterable[str]) -> Iterable[str]:
    """Return an iterable of texts as it is; its members are looked at by ``each_text``.

    Raises:
        TypeError: if it is one text, whose letters would be taken for texts, or not iterable.
    """
    if isinstance(values, str):
        raise TypeError(
            "many texts are a list or another iterable of str, not one str: pass [text], or call clean(text)"
        )
    if not isinstance(values, Iterable):
        raise TypeError(f"many texts are an iterable of str, not {type(values).__name__}: pass a list of texts")
    return values


def each_text(texts: Sequence[object], first: int = 0) -> None:
    """Look at the members of a list of texts, whose first one is number ``first`` to the caller.

    Raises:
        TypeError: with the number of the first one that is no text.

    >>> each_text(["国", None])
    Traceback (most recent call last):
    TypeError: text 1 is not a str but NoneType: leave it out, or put "" in its place
    """
    for number, text in enumerate(texts, first):
        if not isinstance(text, str):
            raise TypeError(
                f'text {number} is not a str but {type(text).__name__}: leave it out, or put "" in its place'
                if text is None
                else f"text {number} is not a str but {type(text).__name__}: decode or convert it first"
            )


def as_options(value: object, default: Options) -> Options:
    """Return options, the default ones for ``None``.

    Raises:
        TypeError: if they are anything else.

    >>> as_options({"toneless": "keep"}, Options())
    Traceback (most recent call last):
    TypeError: options are an Options, not dict: pass Options(toneless="keep") or the like
    """
    if value is None:
        return default
    if not isinstance(value, Options):
        raise TypeError(
            f'options are an Options, not {type(value).__name__}: pass Options(toneless="keep") or the like'
        )
    return value
