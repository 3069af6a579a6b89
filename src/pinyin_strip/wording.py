"""What the words around a reading say of it: that it names an account or a field, that it is one of a list of readings, or another language's."""

from __future__ import annotations

from pinyin_strip.aligner import Alignment
from pinyin_strip.grouping import Group
from pinyin_strip.patterns import Pattern
from pinyin_strip.signs import HAN
from pinyin_strip.tokenizer import OTHER_LANGUAGE

__all__ = ["announces_readings", "names_another_language", "speaks_of_id"]

# What is said of an account, a field or an address: what follows in Latin letters is one, not a reading.
_ID_WORD = (
    r"(?:账号|帐号|賬號|帳號|账户|帳戶|用户|用戶|登录|登錄|登入|字段|欄位|栏位|列名|表名|学号|學號|工号|工號|网址|網址|邮箱|郵箱|域名|网名|網名"
    r"|昵称|暱稱|成员|成員|工位|平台|渠道|频道|頻道|下载|下載|微信号|标识|標識|编码|編碼|编号|編號|代号|代號|代码|代碼|枚举|枚舉|变量|變數|参数|參數"
    r"|文件|目录|密码|密碼|节点|節點|主机|主機|服务器|伺服器|版本|模式|选项|選項|双拼|雙拼|自然码|自然碼|(?i:\bid|user|login|account|name|key|tags?|slug|enum))"
)
_ANNOUNCES = Pattern(
    r"(?:拼音|注音|读音|讀音|发音|發音)(?:的?(?:排序|顺序|順序|次序|序|先后))?(?:分别|分別|依次)?(?:[是为為]|如下)?[:：]?[ ]?"
    rf"(?=[{HAN}]{{1,2}}[ ]?[(（])"
)
_SPEAKS_OF_ID = Pattern(rf"(?:{_ID_WORD}[^\n。！？]{{0,12}}|(?:@\S{{0,3}}|\d{{1,2}}:\d\d\]?\s*)[{HAN}]{{0,8}})$")
_HEAD_SPEAKS_OF_ID = Pattern(_ID_WORD)
_LABELLED_LIST = Pattern(rf"{OTHER_LANGUAGE}[^\n。！？:：]{{0,12}}[:：][^\n。！？]*$")
_LANGUAGE = Pattern(rf"{OTHER_LANGUAGE}[{HAN}]{{0,3}}$")


def speaks_of_id(text: str, found: Alignment, listed: Group) -> bool:
    """Whether what stands around a word or its list, or the word itself, speaks of an account, a field or an address."""
    start, end = found.base
    before, after = text[max(0, start - 24) : end], text[found.end : found.end + 3]
    head = (
        text[max(0, listed.start - 60, text.rfind("\n", 0, listed.start) + 1) : listed.start] if listed.size > 1 else ""
    )
    return (
        "_" in found.text
        or _SPEAKS_OF_ID.search(before) is not None
        or (listed.size > 1 and _HEAD_SPEAKS_OF_ID.search(head) is not None)
        or (after.lstrip()[:1] in (":", "：") and len(found.pairs) > 1)
        or after[:1] in ("@", "_")
        or (after[:1] == "." and after[1:2].isalpha())  # the name of a file
    )


def announces_readings(text: str, found: Alignment, listed: Group) -> bool:
    """Whether the sentence says before a list that readings are meant, and they are in small letters: 拼音序是 李(li) < 王(wang)."""
    begin, end = max(0, listed.start - 24), found.start + 1
    return found.text.islower() and _ANNOUNCES.search(text, begin, end) is not None


def names_another_language(text: str, start: int, end: int, line: int) -> bool:
    """Whether a label before a base, in ``line`` code points of its line, or the end of the base names another language: 粵語：沙（sā）."""
    label = _LABELLED_LIST.search(text[max(0, start - line) : start])
    return label is not None or _LANGUAGE.search(text[max(0, end - 8) : end]) is not None
