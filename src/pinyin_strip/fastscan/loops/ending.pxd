# The C types of ending.py.
cimport cython
from libc.stdint cimport uint64_t
from pinyin_strip.fastscan.loops.state cimport Scan
from pinyin_strip.fastscan.loops.text cimport HAN, LETTER, SHIFT, before, kind_at

cdef Py_ssize_t FIRST_HANZI, HANZI, FOLDS
cdef int NEAR, FAR, R

@cython.locals(code=Py_ssize_t)
cdef Py_ssize_t hanzi_number(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(code=Py_ssize_t)
cdef int letter_at(Scan scan, Py_ssize_t at, int size) noexcept nogil
@cython.locals(word=uint64_t, at=Py_ssize_t, looks=int, letter=int)
cdef uint64_t letters_from(Scan scan, Py_ssize_t begin, Py_ssize_t end) noexcept nogil
@cython.locals(entry=Py_ssize_t)
cdef bint ends_like(Scan scan, uint64_t word, Py_ssize_t code) noexcept nogil
@cython.locals(entry=Py_ssize_t, rest=uint64_t, syllable=uint64_t, lost=int)
cdef bint is_part_of(Scan scan, uint64_t word, Py_ssize_t code) noexcept nogil
@cython.locals(mask=uint64_t)
cdef bint is_tail(uint64_t word, uint64_t syllable) noexcept nogil
@cython.locals(count=int, room=int, at=Py_ssize_t, code=Py_ssize_t)
cdef bint could_read_before(Scan scan, uint64_t word, Py_ssize_t base, bint only_last) noexcept nogil
@cython.locals(word=uint64_t, size=int, place=Py_ssize_t, looks=int, letter=int, entry=Py_ssize_t)
cdef bint begins_like(Scan scan, Py_ssize_t at, Py_ssize_t code) noexcept nogil
