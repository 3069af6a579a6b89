"""How full of readings, and how damaged, is a text, and is that beyond what a corpus may hold?"""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields

from pinyin_strip.document import Document

__all__ = ["Figures", "Limits"]


@dataclass(frozen=True, slots=True)
class Figures:
    """What is measured of a document.

    ``density`` is how many glosses are taken out for each hanzi that stays; ``injected`` the same for those that look as
    if a converter had injected them; ``damaged`` counts places where readings broke the bytes, and ``left`` those of them
    that were not repaired (see ``Injection``).

    >>> from pinyin_strip import parse
    >>> Figures.of(parse("渡(dù)口"))
    Figures(density=0.5, injected=0.0, damaged=0, left=0)
    """

    density: float = 0.0
    injected: float = 0.0
    damaged: int = 0
    left: int = 0

    @classmethod
    def of(cls, document: Document) -> Figures:
        """Measure a document."""
        if not document.glosses and not document.edits and not document.left:
            return cls()
        hanzi = sum("\u4e00" <= char <= "\u9fff" for char in document.clean())
        glosses = sum(gloss.stripped for gloss in document.glosses)
        injection = document.injection
        return cls(glosses / hanzi if hanzi else float(glosses), injection.share, injection.damaged, injection.left)


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that each of the ``Figures`` may be; ``None`` is no limit.

    >>> Limits(damaged=0).exceeded(Figures(damaged=2)), Limits(damaged=0).exceeded(Figures(density=0.9))
    ('damaged', None)
    """

    density: float | None = None
    injected: float | None = None
    damaged: int | None = None
    left: int | None = None

    def exceeded(self, figures: Figures) -> str | None:
        """Return the name of the first figure that is beyond its limit."""
        names = [field.name for field in fields(self)]
        for name, value, limit in zip(names, astuple(figures), astuple(self), strict=True):
            if limit is not None and value > limit:
                return name
        return None
