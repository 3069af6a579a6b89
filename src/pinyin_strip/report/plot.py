"""Corpus → its picture as SVG or PNG, drawn with matplotlib: the same figures as in the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from pinyin_strip import readings
from pinyin_strip.extras import install_line
from pinyin_strip.report.corpus import Corpus
from pinyin_strip.report.figures import Figure, figures, totals
from pinyin_strip.tokenizer import is_hanzi

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["KINDS", "plot"]

KINDS = ("svg", "png")
PANELS = (("verdicts", "conventions"), ("density", "bases"))
INK, BARS, REST = "#1d1d1b", "#0b5cad", "#cfccc2"

# Families with hanzi, as systems name them; the first that is installed is taken, then any font that has the hanzi.
_FAMILIES = (
    "Noto Sans CJK SC", "Noto Sans SC", "Noto Sans CJK JP", "Source Han Sans SC", "Source Han Sans CN", "PingFang SC",
    "Microsoft YaHei", "Hiragino Sans GB", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Droid Sans Fallback", "SimHei",
    "SimSun",
)  # fmt: skip


class _Font(NamedTuple):
    """An installed font, and the code points that it has."""

    family: str
    has: frozenset[int]


def plot(corpus: Corpus, kind: str, most: int = 10) -> bytes:
    """Draw the picture of a corpus.

    Args:
        corpus: what was counted.
        kind: ``"svg"`` (text as outlines, so that it looks alike everywhere) or ``"png"``.
        most: how many bases are named. Those that no installed font can show are given by their reading, and the picture
            says so.

    Raises:
        ModuleNotFoundError: if matplotlib is not installed; the message names the extra that brings it.
        ValueError: if ``kind`` is none of ``KINDS``.
    """
    if kind not in KINDS:
        raise ValueError(f"a picture is {' or '.join(KINDS)}, not {kind!r}")
    try:
        import matplotlib as mpl
        from matplotlib.figure import Figure as Canvas
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(f"--plot needs matplotlib: {install_line('plot')}", name="matplotlib") from error

    shown = figures(corpus, most)
    font = _font_for("".join(name for name, _ in shown["bases"].rows))
    shown["bases"] = _readable(shown["bases"], font)
    style: dict[Any, Any] = {"font.family": ["DejaVu Sans", *([font.family] if font else [])], "text.color": INK}
    with mpl.rc_context({**style, "axes.labelcolor": INK, "axes.edgecolor": INK, "svg.hashsalt": "pinyin-strip"}):
        canvas = Canvas(figsize=(10, 2.6 + 0.27 * sum(_rows(shown))), layout="constrained")
        _draw(canvas, shown, totals(corpus))
        written = BytesIO()
        metadata = {"Title": "pinyin-strip stats"} | ({"Date": None} if kind == "svg" else {})
        canvas.savefig(written, format=kind, dpi=100, metadata=metadata)
    return written.getvalue()


def _rows(shown: dict[str, Figure]) -> list[int]:
    """How many bars have to find place in each row of panels: those of the taller one."""
    return [max(len(shown[name].rows) for name in pair) for pair in PANELS]


def _draw(canvas: Any, shown: dict[str, Figure], summary: str) -> None:  # noqa: ANN401  matplotlib's own type
    canvas.suptitle(summary, fontsize=10, x=0.01, ha="left")
    rows = _rows(shown)
    axes = canvas.subplot_mosaic([["texts", "texts"], *PANELS], height_ratios=[1.2, *(2 + count for count in rows)])
    _draw_share(axes["texts"], shown["texts"])
    for pair, count in zip(PANELS, rows, strict=True):
        for name in pair:
            _draw_bars(axes[name], shown[name], count)


def _draw_share(axes: Axes, figure: Figure) -> None:
    """One bar in two parts: texts with glosses, and without."""
    left = 0
    for (name, number), colour, ink in zip(figure.rows, (BARS, REST), ("white", INK), strict=True):
        axes.barh(0, number, left=left, color=colour)
        if number:
            axes.text(left + number / 2, 0, f"{number} {name}", ha="center", va="center", color=ink, fontsize=9)
        left += number
    axes.set_xlim(0, left or 1)
    axes.set_title("texts", loc="left", fontsize=10, fontweight="bold")
    axes.axis("off")


def _draw_bars(axes: Axes, figure: Figure, count: int) -> None:
    """A bar for each row from 0 on, its number at its end, and place for so many of them."""
    places = range(len(figure.rows))
    bars = axes.barh(places, [number for _, number in figure.rows], color=BARS)
    axes.bar_label(bars, padding=3, fontsize=9)
    axes.set_yticks(places, [name for name, _ in figure.rows], fontsize=9)
    axes.set_ylim(max(count, 1) - 0.4, -0.6)
    axes.set_xlim(0, 1.12 * figure.most)
    axes.set_title(f"{figure.title} ({figure.unit})", loc="left", fontsize=10, fontweight="bold")
    axes.xaxis.set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    if not figure.rows:
        axes.text(0, 0, " none", va="center", fontsize=9)


def _font_for(text: str) -> _Font | None:
    """The first installed font that has the hanzi of a text; of those that lack some, the one that has most of them."""
    from matplotlib.font_manager import fontManager, get_font

    wanted = set(map(ord, filter(is_hanzi, text)))
    ranks = {family: rank for rank, family in enumerate(_FAMILIES)}
    best: _Font | None = None
    for entry in sorted(fontManager.ttflist, key=lambda one: (ranks.get(one.name, len(ranks)), one.name)):
        if best and wanted <= best.has:
            break
        if entry.style != "normal" or entry.weight not in (400, "normal", "regular"):
            continue
        found = _Font(entry.name, frozenset(get_font(entry.fname).get_charmap()))
        if best is None or len(wanted & found.has) > len(wanted & best.has):
            best = found
    return best if best and wanted & best.has else None


def _readable(figure: Figure, font: _Font | None) -> Figure:
    """The bases as the font can show them; those that it cannot by their usual readings."""
    rows = tuple((_label(name, font.has if font else frozenset()), number) for name, number in figure.rows)
    by_reading = any(new != old for (new, _), (old, _) in zip(rows, figure.rows, strict=True))
    return Figure(
        f"{figure.title}, by its reading where no font has the hanzi" if by_reading else figure.title, figure.unit, rows
    )


def _label(base: str, has: Iterable[int]) -> str:
    if all(ord(char) in has for char in base if is_hanzi(char)):
        return base
    return " ".join((readings.own(char).spelt or (f"U+{ord(char):04X}",))[0] for char in base)
