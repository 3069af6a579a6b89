# fish completion for pinyin-strip; fish reads it when it is first wanted.
_PINYIN_STRIP_COMPLETE=fish_source pinyin-strip | source
