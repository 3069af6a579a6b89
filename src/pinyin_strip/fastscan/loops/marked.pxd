# The C types of marked.py.
cimport cython
from pinyin_strip.fastscan.loops.base cimport find_base
from pinyin_strip.fastscan.loops.edges cimport past_break
from pinyin_strip.fastscan.loops.interlinear cimport has_too_many_words
from pinyin_strip.fastscan.loops.state cimport Scan
from pinyin_strip.fastscan.loops.text cimport HAN, LETTER, LINE, SHIFT, SPACE, STOP, TONE, ZHUYIN, before, kind_at, kind_before
from pinyin_strip.fastscan.loops.words cimport has_tone

cdef Py_ssize_t NO_BASE
cdef int LONGEST_NAMED, LONGEST_BROKEN, LONGEST_ENDING, LONGEST_PREFIX

@cython.locals(start=Py_ssize_t, end=Py_ssize_t)
cdef bint is_break(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(room=int, byte=int, kind=int)
cdef bint is_behind_reading(Scan scan, Py_ssize_t start, Py_ssize_t end) noexcept nogil
@cython.locals(first=int, byte=int, end=Py_ssize_t, zhuyin=bint)
cdef bint is_named_element(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(start=Py_ssize_t)
cdef bint may_be_beside(Scan scan, Py_ssize_t at) noexcept nogil
