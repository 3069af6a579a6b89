"""What the properties are tried on: texts mixed from hanzi, readings in every notation, brackets and junk."""

from __future__ import annotations

from hypothesis import strategies as st
from pypinyin.constants import PINYIN_DICT

COMMON = "国际博览会上的深圳市新型智慧城整体框架展位中华人民一不了解重要长行乐说着和为儿子女绿略干后里么没得地吧吗呢"
TRADITIONAL = "國際會說長樂為學習發業進鄉體龍龜臺灣門開關"
RARE = "〇々⼀⻄豈𠀀㐀𪜀"
hanzi = st.sampled_from(COMMON + TRADITIONAL + RARE)
listed_hanzi = st.sampled_from([char for char in COMMON + TRADITIONAL if ord(char) in PINYIN_DICT])
spelt = st.sampled_from(
    [
        "guó",
        "guo",
        "guo2",
        "Běijīng",
        "zhong1guo2",
        "ㄍㄨㄛˊ",
        "lǜ",
        "lv4",
        "lu:4",
        "nu3",
        "xīān",
        "fāng'àn",
        "pénɡ",
        "hǎo",
        "líu",
        "de",
        "zi",
        "er",
        "yīhuìr",
        "ń",
        "hng",
        "café",
        "Li",
        "MI",
        "he",
        "São",
        "Mèo",
        "mode",
        "N",
        "pi",
        "ê",
        "ㄉㄜ˙",
        "˙ㄉㄜ",
    ]
)
_MARKS = "()（）[]【】〔〕{}《》<>|｜*_~\"“”，。？?！!、:： \t\n\r&;/-—·'’1235①②"
junk = st.sampled_from([*_MARKS, "<rt>", "</rt>", "&lt;", "拼音：", "音", "读作", "\u0301", "\\n", "\u200b"])
gloss = st.builds(
    "{0[0]}{1}{0[1]}".format, st.sampled_from(["()", "（）", "[]", "(）", "【】", "〔〕", "{}", "《》"]), spelt
)
texts = st.lists(st.one_of(hanzi, spelt, junk, gloss, st.characters()), max_size=40).map("".join)
