# The C types of cleaning.py.
cimport cython
from libc.stdint cimport int16_t, int32_t, int64_t, uint64_t
from libc.string cimport memcpy
from pinyin_strip.lane.loops.signs cimport Text, Words, may_hold_gloss

cdef Py_ssize_t CHUNK, FULL_PATH, FIRST_HANZI, HANZI, SLOTS
cdef uint64_t EACH, HIGH

cdef class Spellings:
    cdef const uint64_t[::1] spelt
    cdef const int32_t[::1] known

cdef class Tables:
    cdef Spellings spellings
    cdef const int32_t[::1] first
    cdef const int16_t[::1] said
    cdef readonly Words words

cdef class Copy:
    cdef unsigned char[::1] data, asked, flags
    cdef int64_t[::1] places
    cdef Py_ssize_t written, kept
    cdef Text window

@cython.locals(text=Text, copy=Copy, count=Py_ssize_t)
cpdef tuple strip_text(bytes source, asked, Tables tables)

@cython.locals(text=Text, copy=Copy)
cpdef Py_ssize_t strip_rows(
    source, const int64_t[::1] offsets, out, int64_t[::1] lengths, int64_t[::1] glosses, asked, Tables tables
) except -1

@cython.locals(text=Text, copy=Copy)
cpdef Py_ssize_t strip_apart(
    source, const int64_t[::1] begins, const int64_t[::1] ends, out, int64_t[::1] lengths, int64_t[::1] glosses, asked,
    Tables tables
) except -1

cpdef object summed(const int64_t[::1] lengths)

@cython.locals(row=Py_ssize_t, total=int64_t)
cdef void sum_up(const int64_t[::1] lengths, int64_t[::1] offsets) noexcept nogil

@cython.locals(row=Py_ssize_t, total=int64_t, changed=list, left=list)
cpdef tuple numbered(const int64_t[::1] glosses)

@cython.locals(row=Py_ssize_t, total=Py_ssize_t)
cdef Py_ssize_t bytes_of(const int64_t[::1] begins, const int64_t[::1] ends, Py_ssize_t size) except -1

@cython.locals(row=Py_ssize_t, count=Py_ssize_t, before=Py_ssize_t)
cdef void strip_all(
    Text text, const int64_t[::1] begins, const int64_t[::1] ends, Copy copy, int64_t[::1] lengths, int64_t[::1] glosses,
    Tables tables, bint apart
) noexcept nogil

@cython.locals(count=Py_ssize_t, written=Py_ssize_t, kept=Py_ssize_t, row_written=Py_ssize_t, chunk=Py_ssize_t,
               number=Py_ssize_t, at=Py_ssize_t, close=Py_ssize_t, syllable=int, code=Py_ssize_t)
cdef Py_ssize_t strip_row(Text text, Copy copy, Tables tables) noexcept nogil

cdef Py_ssize_t moved(Text text, Py_ssize_t start, Py_ssize_t end, Copy copy, Py_ssize_t written) noexcept nogil

@cython.locals(count=Py_ssize_t, at=Py_ssize_t, word=uint64_t, lowest=uint64_t)
cdef Py_ssize_t marks(Text text, Py_ssize_t begin, Py_ssize_t end, Copy copy) noexcept nogil

@cython.locals(last=Py_ssize_t, place=Py_ssize_t, byte=cython.uchar, third=cython.uchar, mark=cython.uchar,
               found=cython.uchar)
cdef bint flag(const unsigned char[::1] data, Py_ssize_t begin, Py_ssize_t end, unsigned char[::1] flags) noexcept nogil
cdef inline uint64_t flags_at(Copy copy, Py_ssize_t at) noexcept nogil
cdef inline uint64_t flag_at(Copy copy, Py_ssize_t at) noexcept nogil

@cython.locals(mark=int, byte=cython.uchar)
cdef bint is_cut(Text text, Py_ssize_t at) noexcept nogil
cdef Py_ssize_t hanzi_before(Text text, Py_ssize_t opening) noexcept nogil

@cython.locals(entry=Py_ssize_t)
cdef Py_ssize_t entry_of(
    Py_ssize_t code, int syllable, const int32_t[::1] first, const int16_t[::1] said
) noexcept nogil

@cython.locals(wide=bint, inside=Py_ssize_t, spelling=uint64_t, slot=Py_ssize_t, close=Py_ssize_t, syllable=int)
cdef (Py_ssize_t, int) toned_syllable(Text text, Py_ssize_t opening, Spellings spellings) noexcept nogil

@cython.locals(low=uint64_t, high=uint64_t)
cpdef Py_ssize_t slot_of(uint64_t spelling) noexcept nogil

@cython.locals(word=uint64_t, place=int)
cdef inline uint64_t eight_bytes(Text text, Py_ssize_t at) noexcept nogil
cdef inline uint64_t byte_at(Text text, Py_ssize_t at) noexcept nogil

@cython.locals(differs=uint64_t, zero=uint64_t, lowest=uint64_t)
cdef inline uint64_t up_to(uint64_t closing, uint64_t word) noexcept nogil
