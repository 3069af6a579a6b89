"""Properties of runs in WordprocessingML: another colour, with all others as they were.

Source: ECMA-376-1, 17.3.2.28 (rPr) and its order, in which color (17.3.2.6) stands before spacing and what follows it.
"""

from __future__ import annotations

import re

__all__ = ["coloured"]

_LATER = (
    "spacing|w|kern|position|sz|szCs|highlight|u|effect|bdr|shd|fitText|vertAlign|rtl|cs|em|lang|eastAsianLayout|"
    "specVanish|oMath|rPrChange"
)
# A tracked change holds the properties of before, and stands last: what is found first is always the run's own.
_PLACE = re.compile(rf"<w:color\b[^>]*?(?:/>|>\s*</w:color>)|(?=<w:(?:{_LATER})\b)|(?=</w:rPr>)")


def coloured(head: str, colour: str) -> str:
    """Give a run's head (its tag and properties) a colour, in six hexadecimal digits.

    >>> coloured('<w:r><w:rPr><w:b/><w:sz w:val="28"/></w:rPr>', "C00000")
    '<w:r><w:rPr><w:b/><w:color w:val="C00000"/><w:sz w:val="28"/></w:rPr>'
    >>> coloured("<w:r>", "C00000")
    '<w:r><w:rPr><w:color w:val="C00000"/></w:rPr>'
    """
    head = re.sub(r"<w:rPr\s*/>", "<w:rPr></w:rPr>", head, count=1)
    if "<w:rPr" not in head:
        head += "<w:rPr></w:rPr>"
    return _PLACE.sub(f'<w:color w:val="{colour}"/>', head, count=1)
