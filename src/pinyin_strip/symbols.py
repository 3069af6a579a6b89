"""What reads its hanzi and certainly is something else: the symbol of an element, an acronym."""

from __future__ import annotations

from pinyin_strip.checker import Judged

__all__ = ["ELEMENTS", "is_symbol"]

# The chemical elements: their symbols are two letters that often read the hanzi (锂 Li, 钠 Na), since many were named
# by sound. Hanzi as in GB/T 39038 and the CNCTST lists, both scripts.
ELEMENTS = frozenset(
    "氢氦锂铍硼碳氮氧氟氖钠镁铝硅磷硫氯氩钾钙钪钛钒铬锰铁钴镍铜锌镓锗砷硒溴氪铷锶钇锆铌钼锝钌铑钯银镉铟锡锑碲碘氙铯钡镧铈镨钕钷钐铕钆铽镝钬铒铥镱镥"
    "铪钽钨铼锇铱铂金汞铊铅铋钋砹氡钫镭锕钍镤铀镎钚镅锔锫锎锿镄钔锘铹鋰鈹鈉鎂鋁鉀鈣鈧鈦釩鉻錳鐵鈷鎳銅鋅鎵鍺鍶釔鋯鈮鉬鍀釕銠鈀銀鎘銦錫銻銫鋇鑭鈰鐠釹鉕釤銪"
    "釓鋱鏑鈥鉺銩鐿鑥鉿鉭鎢錸鋨銥鉑鉈鉛鉍釙鈁鐳錒釷鏷鈾錼鈽鋂鋦"
)


def is_symbol(text: str, one: Judged) -> bool:
    """Whether one syllable without a tone is certainly something else: an element's symbol, or an acronym (小米 MI)."""
    found = one.alignment
    if len(found.pairs) > 1 or not found.text[:1].isupper():
        return False
    acronym = len(found.text) > 1 and found.text.isupper()
    return acronym or (len(found.text) < 3 and text[found.pairs[0].start] in ELEMENTS)
