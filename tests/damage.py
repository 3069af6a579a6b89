"""Files that are not what they were."""

from __future__ import annotations


def give_another_byte(path, place):
    """Flip a bit of a file."""
    data = bytearray(path.read_bytes())
    data[place] ^= 0x80
    path.write_bytes(data)
