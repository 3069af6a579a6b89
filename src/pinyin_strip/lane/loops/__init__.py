"""The loops of the lane: ordinary Python over bytes and arrays of numbers, compiled ahead of time by Cython.

A file here runs as it stands, and does where there was no C compiler when the package was installed; the ``.pxd`` file beside it
says what is which type in C. Callers come in by functions that check what they are given; no loop looks at anything else.
"""
