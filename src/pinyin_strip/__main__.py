"""``python -m pinyin_strip``."""

from pinyin_strip.cli import main

if __name__ == "__main__":
    main()
