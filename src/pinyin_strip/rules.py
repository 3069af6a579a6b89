"""The catalogue of findings: what each code means, why it matters, an example, and whether its fix is safe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

__all__ = ["RULES", "Rule"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of finding.

    ``message`` is what a finding says, with ``{base}``, ``{given}`` and ``{expected}`` filled in; ``example`` is a text
    in which the rule finds something. ``fix`` is ``"safe"`` where the reading stays the same, ``"unsafe"`` where it
    changes, ``None`` where there is nothing to put in its place.
    """

    code: str
    name: str
    message: str
    what: str
    why: str
    example: str
    fix: str | None = None
    options: tuple[tuple[str, str], ...] = ()  # what has to be asked for, as keyword arguments of Options


_CATALOGUE = (
    Rule(
        "R101", "other-reading", "{base} is read {expected} here, not {given}",
        "The gloss is a listed reading of the hanzi, but the context calls for another one.",
        "Readings injected or looked up without context are wrong where the hanzi has several.",
        "据了(le)解", "unsafe",
    ),
    Rule(
        "R102", "wrong-tone", "{base} has no reading {given}; listed: {expected}",
        "The syllable is right, its tone is not listed for the hanzi.",
        "A wrong tone is the commonest misprint in annotated text, and learners copy it.",
        "努(nù)力", "unsafe",
    ),
    Rule(
        "R103", "misprint", "{given} is one slip away from a reading of {base}: {expected}",
        "One letter is missing, doubled or confused, or one syllable of many is wrong.",
        "The gloss is certainly a gloss, and certainly not what was meant.",
        "渡船(cuán)", "unsafe",
    ),
    Rule(
        "R104", "mismatched-reading", "{given} is not a reading of {base} (listed: {expected}); kept",
        "The bracket holds pinyin, but not a reading of the hanzi before it.",
        "It may be a misprint, a joke, a cloze item or another language, so the text is kept.",
        "放松(yú)",
    ),
    Rule(
        "R105", "unlisted-hanzi", "no reading is listed for {base}; {given} cannot be checked and is kept",
        "The dictionary lists no reading for the hanzi.",
        "What cannot be verified is not removed; a reading can be loaded into pypinyin.",
        "\U0002b740(gōng)",
    ),
    Rule(
        "R106", "count-mismatch", "{given} has more syllables than there are hanzi before it",
        "The gloss has more syllables than the hanzi that it could read.",
        "A part of the base was lost, or the bracket is no gloss; the text is kept.",
        "见，山(kàn shān)",
    ),
    Rule(
        "R107", "missing-tone", "{given} over {base} has no tone",
        "A gloss without tones that is removed because the text shows that readings are written so.",
        "A toneless spelling does not tell the reading, and looks like a word of another language.",
        "沙漠(shāmò)里的骆驼(luotuo)", "unsafe",
    ),
    Rule(
        "R108", "doubtful-toneless", "{given} may be a reading of {base} without its tone, or a word of its own; kept",
        "A word without tones that reads the hanzi beside it, with nothing else that speaks for it.",
        "米兰(Milan), 抖音(douyin) and 灵气(qi) look the same as a gloss; the text is kept, unless toneless readings are asked for.",
        "他往灶里添了一把柴(chai)",
    ),
    Rule(
        "R109", "reading-left", "{given} spells a reading of {base} and was left: {expected}",
        "A bracket, line or word spells readings of the hanzi beside it, but not in a way that can be taken out safely.",
        "What is half a gloss, or shares its place with something else, stays whole; put right, it is read as a gloss.",
        "路滑，慢慢走！(zǒu)",
    ),
    Rule(
        "R110", "listed-elsewhere", "{given} over {base} is another standard's; {expected}",
        "The reading is listed for the hanzi, but by another standard than the one that the text is written by.",
        "Taiwan and the mainland read some hanzi otherwise; a text for learners keeps to one of them.",
        "这家企(qì)业", "unsafe",
    ),
    Rule(
        "R201", "spelling", "{given} over {base} is written with {expected}",
        "The reading is right, but spelt with letters that Hanyu Pinyin does not use there.",
        "Look-alike letters (ɡ, ɑ, ă), v or u for ü and decomposed letters break search, sorting and fonts.",
        "战略(luè)", "safe",
    ),
    Rule(
        "R202", "misplaced-tone-mark", "the tone mark of {given} belongs on another letter: {expected}",
        "The tone mark stands over the wrong letter of the final.",
        "Hanyu Pinyin puts the mark on the main vowel (GB/T 16159-2012, 6.5; a before o and e before i, u, ü).",
        "六(lìu)", "safe",
    ),
    Rule(
        "R203", "missing-apostrophe", "{given} lacks the apostrophe before a, o or e: {expected}",
        "A syllable that begins with a, o or e follows another one without an apostrophe.",
        "Without it a word may be cut otherwise: xīān, xiān (GB/T 16159-2012, 6.6).",
        "西安(Xīān)", "safe",
    ),
    Rule(
        "R301", "mixed-brackets", "the bracket of {given} opens and closes in different widths",
        "One bracket is full-width, the other is not.",
        "Pairs of mixed width are not matched by other tools, so what is in them is missed.",
        "岸(àn）", "safe",
    ),
    Rule(
        "R302", "orphan-gloss", "{given} stands in a bracket with no hanzi before it",
        "A bracketed reading without anything to read, amid Chinese text.",
        "It is the trace of an extractor that dropped the base.",
        "河边有一只，(lù)，很安静。",
    ),
    Rule(
        "R401", "sandhi-written", "{given} over {base} is the tone as spoken; the original tone is {expected}",
        "House style: tone sandhi is written where the original tone was asked for.",
        "GB/T 16159-2012, 6.5 writes the original tone; dictionaries and most publishers do.",
        "不(bú)是", "unsafe", (("sandhi", "original"),),
    ),
    Rule(
        "R402", "sandhi-unwritten", "{given} over {base} is the original tone; spoken here is {expected}",
        "House style: the original tone is written where the tone as spoken was asked for.",
        "Texts for beginners write what is to be said.",
        "不(bù)用", "unsafe", (("sandhi", "written"),),
    ),
    Rule(
        "R403", "neutral-written", "{given} over {base} is a neutral tone; its full tone is {expected}",
        "House style: a weakened syllable is written without tone where full tones were asked for.",
        "Classical texts and songs keep the full tone.",
        "石(shí)头(tou)里(lǐ)有(yǒu)玉(yù)，鼓(gǔ)声(sheng)", "unsafe", (("neutral", "full"),),
    ),
    Rule(
        "R404", "neutral-unwritten", "{given} over {base} has the neutral tone in this word: {expected}",
        "House style: a full tone is written where the word has a neutral one.",
        "Learners stress what is written with a tone.",
        "石头(shítóu)", "unsafe", (("neutral", "written"),),
    ),
    Rule(
        "R405", "erhua-apart", "{given} over {base} stands by itself; as a suffix it is the {expected} of the syllable before",
        "House style: 儿 has a syllable of its own where the joined spelling was asked for.",
        "GB/T 16159-2012 writes the suffix as r: huār.",
        "花(huā)儿(ér)", None, (("erhua", "joined"),),
    ),
    Rule(
        "R406", "erhua-joined", "the r of {given} over {base} is joined; apart it is {expected}",
        "House style: 儿 is joined to the syllable before it where a syllable of its own was asked for.",
        "Annotation hanzi by hanzi leaves no hanzi without its reading.",
        "花儿(huār)", None, (("erhua", "apart"),),
    ),
    Rule(
        "R501", "damaged-gloss", "{given}: readings injected into the bytes broke the text here; {expected}",
        "A reading was written between the two bytes of a character, and what follows is out of step.",
        "Nothing in the span can be read as it stands; it is left alone, and Options.repair may put it back.",
        "能夠?qū)ψ鳂I(yè)",
    ),
    Rule(
        "R502", "repaired-damage", "{given} was {expected} before readings were injected into its bytes",
        "Byte-level damage that was undone, with its grade and reason.",
        "A repair is proved or likely, never certain beyond what is said of it.",
        "能夠?qū)ψ鳂I(yè)", None, (("repair", "likely"),),
    ),
)  # fmt: skip

RULES: Mapping[str, Rule] = MappingProxyType({rule.code: rule for rule in _CATALOGUE})
"""Every rule by its code."""
