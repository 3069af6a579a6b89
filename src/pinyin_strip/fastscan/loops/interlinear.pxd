# The C types of interlinear.py.
cimport cython
from pinyin_strip.fastscan.loops.base cimport find_base
from pinyin_strip.fastscan.loops.edges cimport LONGEST, begin_of_hanzi, begin_of_reading, end_of_hanzi, end_of_reading, has_colon, has_nothing_behind, is_colon, is_empty, is_in_path, is_joint, is_labelled, is_mark, line_before, past_blanks, past_break, past_bullet, past_line_break, past_name, past_prefix
from pinyin_strip.fastscan.loops.ending cimport begins_like, hanzi_number
from pinyin_strip.fastscan.loops.spoken cimport reads
from pinyin_strip.fastscan.loops.state cimport Scan
from pinyin_strip.fastscan.loops.words cimport has_tone
from pinyin_strip.fastscan.loops.text cimport LETTER, SHIFT, before, is_hanzi_at, kind_at

cdef Py_ssize_t NO_BASE

@cython.locals(start=Py_ssize_t, stop=Py_ssize_t, below=Py_ssize_t, above=Py_ssize_t, line=Py_ssize_t, end=Py_ssize_t)
cdef bint decides_line(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(start=Py_ssize_t, behind=Py_ssize_t)
cdef bint decides_break(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(named=int, words=int, at=Py_ssize_t, place=Py_ssize_t, hanzi=int, last=Py_ssize_t)
cdef bint has_too_many_words(Scan scan, Py_ssize_t start, Py_ssize_t behind) noexcept nogil
@cython.locals(begin=Py_ssize_t, base=Py_ssize_t, first=Py_ssize_t, code=Py_ssize_t, line=Py_ssize_t, end=Py_ssize_t)
cdef bint reads_above(Scan scan, Py_ssize_t start, Py_ssize_t behind) noexcept nogil
@cython.locals(base=Py_ssize_t, first=Py_ssize_t, stop=Py_ssize_t, byte=int, following=Py_ssize_t, line=Py_ssize_t)
cdef bint reads_below(Scan scan, Py_ssize_t start, Py_ssize_t behind) noexcept nogil
@cython.locals(start=Py_ssize_t, behind=Py_ssize_t, base=Py_ssize_t, first=Py_ssize_t, stop=Py_ssize_t, following=Py_ssize_t)
cdef bint is_lost(Scan scan, Py_ssize_t at) noexcept nogil
cdef Py_ssize_t next_hanzi(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(code=Py_ssize_t)
cdef bint is_free(Scan scan, Py_ssize_t at, Py_ssize_t reading) noexcept nogil
