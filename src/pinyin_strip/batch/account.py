"""What ``--verbose`` tells of one file: who read it and why, how long that took, and what was left as doubtful."""

from __future__ import annotations

from collections import Counter

from pinyin_strip import fastscan
from pinyin_strip.formats import Settings, Tally
from pinyin_strip.formats.work import beyond_scan

__all__ = ["account", "pace", "verdicts"]


def account(tally: Tally, seconds: float, settings: Settings) -> str:
    """Give an account of a file that was cleaned, or written with ruby, in one line.

    >>> from pinyin_strip import Options
    >>> account(Tally(characters=500, kept=Counter(tone=2)), 0.25, Settings(Options(repair="proved")))
    'read by the stages in Python, because of repair of damage (repair); 500 characters in 0.25 s (2,000 a second); left: tone 2'
    """
    return f"read by {_engine(tally, settings)}; {pace(tally.characters, seconds)}; left: {verdicts(tally.kept)}"


def _engine(tally: Tally, settings: Settings) -> str:
    if asked := beyond_scan(settings):
        return f"the stages in Python, because of {asked}"
    if not fastscan.available():
        return "the stages in Python, because the loops were not compiled"
    if not tally.judged:
        return "the compiled loops alone"
    return (
        f"the compiled loops, and Python where they leave the decision open ({tally.judged:,} of {tally.texts:,} texts)"
    )


def pace(characters: int, seconds: float) -> str:
    """Say how fast something went.

    >>> pace(12000, 0.5), pace(0, 0.0)
    ('12,000 characters in 0.50 s (24,000 a second)', '0 characters in 0.00 s')
    """
    rate = f" ({characters / seconds:,.0f} a second)" if characters and seconds else ""
    return f"{characters:,} characters in {seconds:.2f} s{rate}"


def verdicts(counts: Counter[str]) -> str:
    """Count doubts by verdict, the commonest first.

    >>> verdicts(Counter(tone=1, near=2)), verdicts(Counter())
    ('near 2, tone 1', 'nothing doubtful')
    """
    return ", ".join(f"{verdict} {count:,}" for verdict, count in counts.most_common()) or "nothing doubtful"
