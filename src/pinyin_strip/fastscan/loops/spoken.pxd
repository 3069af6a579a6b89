# The C types of spoken.py.
cimport cython
from libc.stdint cimport uint64_t
from pinyin_strip.fastscan.loops.edges cimport goes_on, is_joint
from pinyin_strip.fastscan.loops.ending cimport hanzi_number
from pinyin_strip.fastscan.loops.state cimport Scan
from pinyin_strip.fastscan.loops.syllable cimport is_spelt
from pinyin_strip.fastscan.loops.text cimport LETTER, SHIFT, is_hanzi_at, kind_at

cdef Py_ssize_t FIRST_HANZI, YI, BU, ER, ER_TRADITIONAL

@cython.locals(count=int, code=Py_ssize_t, size=int, digits=bint, loose=bint, joined=bint, told=bint)
cdef int reads(Scan scan, Py_ssize_t hanzi, Py_ssize_t hanzi_end, Py_ssize_t at, Py_ssize_t end) noexcept nogil
@cython.locals(byte=int)
cdef bint is_vowel(Scan scan, Py_ssize_t at, Py_ssize_t end) noexcept nogil
@cython.locals(longest=int, size=int, entry=Py_ssize_t, spelling=uint64_t)
cdef int listed_reading(Scan scan, Py_ssize_t code, Py_ssize_t at, Py_ssize_t end) noexcept nogil
@cython.locals(longest=int, size=int, entry=Py_ssize_t)
cdef int allowed_reading(Scan scan, Py_ssize_t code, Py_ssize_t at, Py_ssize_t end, bint is_first) noexcept nogil
@cython.locals(size=int)
cdef int length_of(uint64_t word) noexcept nogil
@cython.locals(first=int, last=int)
cdef bint is_changed(Scan scan, Py_ssize_t code, Py_ssize_t at) noexcept nogil
@cython.locals(place=int)
cdef bint is_typed(Scan scan, uint64_t syllable, Py_ssize_t at, int size) noexcept nogil
