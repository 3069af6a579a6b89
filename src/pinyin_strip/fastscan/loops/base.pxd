# The C types of base.py.
cimport cython
from pinyin_strip.fastscan.loops.state cimport Scan
from pinyin_strip.fastscan.loops.text cimport (
    CLOSER, HAN, INVISIBLE, MARK_END, OPENING, SHIFT, SPACE, STOP, before, kind_at, kind_before,
)

cdef Py_ssize_t NO_BASE, UNSURE, NO_MARK
cdef int STEPS, LONGEST_TAG, LONGEST_ARGUMENT

@cython.locals(end=Py_ssize_t, place=Py_ssize_t, marked=Py_ssize_t, byte=int, kind=int, _=int)
cdef Py_ssize_t find_base(Scan scan, Py_ssize_t start) noexcept nogil
@cython.locals(size=int, byte=int, end=Py_ssize_t, at=Py_ssize_t, count=int, opening=Py_ssize_t, first=int, third=int, wide=bint, doubled=bint)
cdef Py_ssize_t headword_before(Scan scan, Py_ssize_t close) noexcept nogil
cdef bint is_parenthesis(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(length=int, byte=int)
cdef bint is_argument(Scan scan, Py_ssize_t at, int opening) noexcept nogil
@cython.locals(at=Py_ssize_t)
cdef bint is_key(Scan scan, Py_ssize_t colon) noexcept nogil
@cython.locals(byte=int, previous=int, is_macro=bint, ends=int)
cdef Py_ssize_t mark_before(Scan scan, Py_ssize_t end, Py_ssize_t place) noexcept nogil
@cython.locals(at=Py_ssize_t, byte=int, _=int)
cdef Py_ssize_t tag_before(Scan scan, Py_ssize_t close) noexcept nogil
@cython.locals(at=Py_ssize_t, digits=int, place=Py_ssize_t, is_brace_or_title=bint)
cdef Py_ssize_t note_before(Scan scan, Py_ssize_t close) noexcept nogil
@cython.locals(place=Py_ssize_t)
cdef Py_ssize_t blank_before(Scan scan, Py_ssize_t at) noexcept nogil
