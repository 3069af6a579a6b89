"""The loops of the lane: plain Python over numpy arrays, which numba compiles.

Nothing here is imported but to make machine code of it (``lane/machine.py``): that is kept on disk, and called without numba.
"""
