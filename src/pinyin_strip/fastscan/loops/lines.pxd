# The C types of lines.py.
cimport cython
from pinyin_strip.fastscan.loops.edges cimport is_colon
from pinyin_strip.fastscan.loops.state cimport Scan
from pinyin_strip.fastscan.loops.text cimport (
    HAN, HANZI_LINE, LETTER, LINE, SHIFT, SPACE, TERMINATOR, TONE, ZHUYIN, before, is_hanzi_at, kind_at, kind_before,
)
from pinyin_strip.fastscan.loops.words cimport past_word, read_word

cdef int LONGEST_LINE, LONGEST_PREFIX

@cython.locals(start=Py_ssize_t, breaks=int, byte=int, end=Py_ssize_t, count=int)
cdef bint is_cell(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(start=Py_ssize_t)
cdef Py_ssize_t past_blanks_back(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(start=Py_ssize_t, begin=Py_ssize_t, end=Py_ssize_t)
cdef bint is_woven(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(start=Py_ssize_t, room=Py_ssize_t, prefix=int, kind=int, end=Py_ssize_t, begin=Py_ssize_t, name=Py_ssize_t, beside=Py_ssize_t)
cdef bint is_line(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(end=Py_ssize_t)
cdef bint is_in_name(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(end=Py_ssize_t)
cdef Py_ssize_t past_speaker(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(byte=int, end=Py_ssize_t, looks=int)
cdef Py_ssize_t end_of_readings(Scan scan, Py_ssize_t at, Py_ssize_t room) noexcept nogil
@cython.locals(kind=int, _=int)
cdef Py_ssize_t hanzi_below(Scan scan, Py_ssize_t end) noexcept nogil
@cython.locals(room=Py_ssize_t, kind=int, _=int)
cdef Py_ssize_t hanzi_above(Scan scan, Py_ssize_t start) noexcept nogil
@cython.locals(room=Py_ssize_t, prefix=int, hanzi=bint, rule=bint, byte=int, looks=int, name=Py_ssize_t)
cdef int line_kind(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(room=int)
cdef bint begins_alike(Scan scan, Py_ssize_t name, Py_ssize_t line) noexcept nogil
