# The C types of syllable.py.
cimport cython
from libc.stdint cimport uint64_t
from pinyin_strip.fastscan.loops.state cimport Scan

cdef Py_ssize_t FIRST_HANZI, HANZI, SLOTS, LONGEST_WORD
cdef uint64_t EACH, HIGH

@cython.locals(code=Py_ssize_t, found=Py_ssize_t)
cdef Py_ssize_t listed_gloss(Scan scan, Py_ssize_t opening) noexcept nogil
cdef inline Py_ssize_t hanzi_before(Scan scan, Py_ssize_t opening) noexcept nogil
@cython.locals(entry=Py_ssize_t)
cdef inline Py_ssize_t entry_of(Scan scan, Py_ssize_t code, int syllable) noexcept nogil
@cython.locals(size=int, inside=Py_ssize_t, closing=int, spelling=uint64_t, slot=Py_ssize_t, close=Py_ssize_t)
cdef inline Py_ssize_t toned_syllable(Scan scan, Py_ssize_t opening) noexcept nogil
@cython.locals(byte=int, second=int, third=int, step=int)
cdef inline int closing_of(Scan scan, Py_ssize_t opening, int size) noexcept nogil
@cython.locals(low=uint64_t, high=uint64_t)
cpdef Py_ssize_t slot_of(uint64_t spelling) noexcept nogil
@cython.locals(word=uint64_t, place=int)
cdef inline uint64_t eight_bytes(Scan scan, Py_ssize_t at) noexcept nogil
cdef inline uint64_t byte_at(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(differs=uint64_t, zero=uint64_t, lowest=uint64_t)
cdef inline uint64_t up_to(uint64_t closing, uint64_t word) noexcept nogil
@cython.locals(size=int, closing=int, inside=Py_ssize_t, end=Py_ssize_t, at=Py_ssize_t, base=Py_ssize_t, count=int, code=Py_ssize_t, length=int)
cdef Py_ssize_t listed_word(Scan scan, Py_ssize_t opening) noexcept nogil
@cython.locals(toned=bint, at=Py_ssize_t, byte=int)
cdef Py_ssize_t end_of_word(Scan scan, Py_ssize_t inside, int closing) noexcept nogil
@cython.locals(longest=int, length=int, entry=Py_ssize_t, spelling=uint64_t)
cdef int longest_ending(Scan scan, Py_ssize_t code, Py_ssize_t inside, Py_ssize_t at) noexcept nogil
cdef bint is_small_of(int lead, int second, int small) noexcept nogil
@cython.locals(first=uint64_t, place=int)
cdef bint is_spelt(Scan scan, uint64_t spelling, Py_ssize_t at, int length) noexcept nogil
@cython.locals(curly=bint)
cdef Py_ssize_t before_separator(Scan scan, Py_ssize_t inside, Py_ssize_t at) noexcept nogil
