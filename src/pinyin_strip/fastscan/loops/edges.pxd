# The C types of edges.py.
cimport cython
from pinyin_strip.fastscan.loops.state cimport Scan
from pinyin_strip.fastscan.loops.text cimport HAN, LETTER, SHIFT, before, is_hanzi_at, kind_at, kind_before

cdef int LONGEST, PATH, NAME, LABEL

cdef bint is_empty(Scan scan, Py_ssize_t at) noexcept nogil
cdef Py_ssize_t past_blanks(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(end=Py_ssize_t)
cdef Py_ssize_t past_bullet(Scan scan, Py_ssize_t at) noexcept nogil
cdef bint goes_on(Scan scan, Py_ssize_t at, Py_ssize_t end) noexcept nogil
@cython.locals(byte=int, second=int, third=int)
cdef bint is_mark(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(byte=int, third=int)
cdef bint is_quote(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(size=int)
cdef bint is_joint(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(last=Py_ssize_t)
cdef Py_ssize_t end_of_reading(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(at=Py_ssize_t, begin=Py_ssize_t, place=Py_ssize_t, byte=int)
cdef Py_ssize_t begin_of_reading(Scan scan, Py_ssize_t end) noexcept nogil
cdef bint byte_is_n(Scan scan, Py_ssize_t at) noexcept nogil
cdef Py_ssize_t begin_behind(Scan scan, Py_ssize_t at, Py_ssize_t end) noexcept nogil
cdef bint is_in_line(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(end=Py_ssize_t)
cdef Py_ssize_t end_of_hanzi(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(last=Py_ssize_t, byte=int)
cdef bint has_nothing_behind(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(at=Py_ssize_t, first=Py_ssize_t, place=Py_ssize_t)
cdef Py_ssize_t begin_of_hanzi(Scan scan, Py_ssize_t base) noexcept nogil
@cython.locals(last=Py_ssize_t, byte=int)
cdef bint nothing_before(Scan scan, Py_ssize_t at) noexcept nogil
cdef bint is_in_code(int byte) noexcept nogil
@cython.locals(end=Py_ssize_t, _=int)
cdef Py_ssize_t past_name(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(start=Py_ssize_t, end=Py_ssize_t)
cdef Py_ssize_t past_prefix(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(at=Py_ssize_t)
cdef Py_ssize_t line_before(Scan scan, Py_ssize_t start) noexcept nogil
cdef Py_ssize_t past_line_break(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(end=Py_ssize_t, last=Py_ssize_t)
cdef Py_ssize_t past_break(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(place=Py_ssize_t)
cdef bint is_in_path(Scan scan, Py_ssize_t at) noexcept nogil
cdef bint is_labelled(Scan scan, Py_ssize_t at) noexcept nogil
cdef bint has_colon(Scan scan, Py_ssize_t at, Py_ssize_t end) noexcept nogil
cdef bint is_colon(Scan scan, Py_ssize_t at) noexcept nogil
