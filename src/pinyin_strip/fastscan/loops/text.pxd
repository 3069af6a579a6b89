# The C types of text.py: what is written there runs as it stands in Python, and with these types as C.
cimport cython
from libc.stdint cimport int32_t

cdef int HAN, LETTER, TONED, ZHUYIN, OPENING, CLOSING, SPACE, JOIN, CLOSER, STOP, INVISIBLE, MARK_END, LINE, HANZI_LINE, GAP, SOUND
cdef int APART, CALLS, TERMINATOR, TONE, FAMILY, LABEL, LABEL_END, NAME, SHIFT

cdef class Kinds:
    cdef const int32_t[::1] basic, hanzi

cdef class Text:
    cdef const unsigned char[::1] data
    cdef Kinds kinds
    cdef Py_ssize_t begin, end

@cython.locals(first=int, left=Py_ssize_t, code=int)
cdef int kind_at(Text text, Py_ssize_t at) noexcept nogil
@cython.locals(place=Py_ssize_t)
cdef int beyond(Text text, int code) noexcept nogil
@cython.locals(place=Py_ssize_t)
cdef Py_ssize_t before(Text text, Py_ssize_t at) noexcept nogil
cdef int kind_before(Text text, Py_ssize_t at) noexcept nogil
@cython.locals(first=int)
cdef bint is_hanzi_at(Text text, Py_ssize_t at) noexcept nogil
@cython.locals(byte=int)
cdef bint is_blank(Text text, Py_ssize_t at) noexcept nogil
