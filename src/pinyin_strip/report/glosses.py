"""The glosses of texts as JSON lines, those that were kept with the reason; ``glosses.schema.json`` beside this file describes a line."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from pinyin_strip.document import Document
from pinyin_strip.options import Options
from pinyin_strip.places import Source
from pinyin_strip.values import Gloss, Notation, Verdict

__all__ = ["gloss_data", "line", "schema", "why_kept"]


def line(name: str, document: Document, gloss: Gloss, source: Source, options: Options) -> str:
    """Write a gloss as a line of JSON.

    Args:
        name: what the file is called.
        document: the text as it was read.
        gloss: one of its glosses.
        source: where the text stands in the file.
        options: with which it was read.

    >>> from pinyin_strip import parse
    >>> from pinyin_strip.places import Places
    >>> document = parse("国(guó)际")
    >>> found = json.loads(line("a.txt", document, document.glosses[0], Source(Places(document.text)), Options()))
    >>> found["base"], found["reading"], found["start"]["column"], found["removed"]
    ('国', 'guó', 2, True)
    """
    return json.dumps({"file": name, **gloss_data(document, gloss, source, options)}, ensure_ascii=False) + "\n"


def schema() -> Any:  # noqa: ANN401  a JSON schema has no narrower type
    """Return the JSON schema of what ``line`` writes."""
    return json.loads(files("pinyin_strip.report").joinpath("glosses.schema.json").read_text("utf-8"))


def gloss_data(document: Document, gloss: Gloss, source: Source, options: Options) -> dict[str, Any]:
    """Say everything of one gloss: where it stands, what it reads, what was found, and why it is kept, if it is."""
    start, end = source.span(gloss.start, gloss.end)
    base = source.span(gloss.base_start, gloss.base_end)
    return {
        "within": dict(source.place),
        "start": start._asdict(),
        "end": end._asdict(),
        "text": document.text[gloss.start : gloss.end],
        "base": document.text[gloss.base_start : gloss.base_end],
        "base_start": base[0]._asdict(),
        "base_end": base[1]._asdict(),
        "reading": gloss.text,
        "syllables": [
            {"text": one.text, "plain": one.plain, "tone": one.tone, "hanzi": document.text[one.start : one.end]}
            for one in gloss.syllables
        ],
        "notation": gloss.notation.value,
        "convention": gloss.convention.value,
        "verdict": gloss.verdict.value,
        "expected": list(gloss.expected),
        "removed": gloss.stripped,
        "reason": "" if gloss.stripped else why_kept(document, gloss, options),
        "codes": [one.code for one in document.remarks if (one.start, one.end) == (gloss.start, gloss.end)],
    }


def why_kept(document: Document, gloss: Gloss, options: Options) -> str:
    """Say why a gloss is kept: by its findings, and by what the options ask for.

    >>> from pinyin_strip import parse
    >>> document, options = parse("雾散(sàn)，松(yú)"), Options()
    >>> why_kept(document, document.glosses[1], options)
    'yú is not a reading of 松 (listed: sōng, sòng, sóng); kept'
    """
    found = [one.message for one in document.remarks if (one.start, one.end) == (gloss.start, gloss.end)]
    verified = gloss.verdict not in (Verdict.MISMATCH, Verdict.UNLISTED)
    if verified and gloss.verdict not in options.strip:
        found.append(f"the verdict is {gloss.verdict.value}, and that is not removed here (strip)")
    elif verified and gloss.notation is Notation.NONE and options.toneless == "keep":
        found.append("it has no tones, and such readings are kept here (toneless)")
    if not found and verified and gloss.notation is Notation.NONE:
        found.append("it has no tones, and nothing in the text shows that readings are written so")
    expected = f" (expected {', '.join(gloss.expected)})" if gloss.expected else ""
    return "; ".join(found) or f"the verdict is {gloss.verdict.value}{expected}"
