# The C types of proofreading.py.
cimport cython
from libc.stdint cimport int16_t, int32_t, int64_t, uint64_t
from pinyin_strip.lane.loops.cleaning cimport Copy, Spellings, entry_of, hanzi_before, marks, moved, toned_syllable
from pinyin_strip.lane.loops.signs cimport (
    BAR, CLOSING, HAN, OPENING, READING, Text, Words, bracket, has_base, sign_of
)

cdef Py_ssize_t CHUNK, FIRST_HANZI, FULL_PATH, HANZI
cdef int COLUMNS, KEPT, LISTED, LONELY, NEUTRAL, TONED, TONED_NEARBY, UNKNOWN
cdef int64_t IS_WORD
cdef Py_ssize_t SHORT, NEAR, LONGEST

cdef class Evidence:
    cdef readonly Words words
    cdef Spellings spellings
    cdef const int32_t[::1] first, simple
    cdef const int16_t[::1] said
    cdef const unsigned char[::1] kinds, keys
    cdef const int64_t[::1] wrong, pairs, alone

cdef class Taken:
    cdef int64_t[::1] sites, toned
    cdef const int64_t[::1] keep
    cdef readonly Py_ssize_t number, listed, injected, company, written
    cdef Py_ssize_t next_kept, before, done
    cdef int turn

@cython.locals(high=uint64_t)
cdef int64_t pair_key(uint64_t hanzi, uint64_t neighbour, bint comes_after) noexcept nogil
@cython.locals(low=uint64_t, high=uint64_t)
cdef inline Py_ssize_t pair_slot(int64_t key, Py_ssize_t slots) noexcept nogil

@cython.locals(slots=Py_ssize_t, number=Py_ssize_t, slot=Py_ssize_t, key=int64_t)
cpdef object lay_out_pairs(const int64_t[::1] called, int64_t[::1] pairs)

@cython.locals(text=Text, copy=Copy, found=bint)
cpdef Py_ssize_t take_glosses(source, out, Taken taken, asked, Evidence evidence) except -2

@cython.locals(chunk=Py_ssize_t, number=Py_ssize_t, at=Py_ssize_t)
cdef bint take_all(Text text, Copy copy, Taken taken, Evidence evidence) noexcept nogil

@cython.locals(is_kept=bint, code=Py_ssize_t, close=Py_ssize_t, entry=Py_ssize_t, kind=int, syllable=int, lonely=int, before=int, after=int,
               since=Py_ssize_t, place=Py_ssize_t, wrong=int64_t)
cdef bint take_one(Text text, Py_ssize_t at, Copy copy, Taken taken, Evidence evidence) noexcept nogil

@cython.locals(row=Py_ssize_t)
cdef bint note(Taken taken, Py_ssize_t at, Py_ssize_t close, Py_ssize_t since, Py_ssize_t place, int kind) noexcept nogil

cdef int count_toned(Text text, Py_ssize_t at, Py_ssize_t code, Py_ssize_t entry, Py_ssize_t written, Taken taken, Evidence evidence) noexcept nogil

@cython.locals(at=Py_ssize_t, last=Py_ssize_t, size=int, sign=int)
cdef Py_ssize_t kept_until(Text text, Py_ssize_t opening, Words words) noexcept nogil

@cython.locals(wide=bint, at=Py_ssize_t, last=Py_ssize_t, peculiar=bint, byte=int, size=int, sign=int)
cdef Py_ssize_t toned_letters(Text text, Py_ssize_t opening) noexcept nogil

@cython.locals(at=Py_ssize_t)
cdef int point_before(Text text, Py_ssize_t end) noexcept nogil
@cython.locals(byte=int, size=int, point=int, place=Py_ssize_t)
cdef int point_at(Text text, Py_ssize_t at, Py_ssize_t end) noexcept nogil

@cython.locals(plain=Py_ssize_t, plain_before=Py_ssize_t, plain_after=Py_ssize_t, called=int64_t)
cdef bint may_clash(Py_ssize_t code, int64_t wrong, Py_ssize_t before, Py_ssize_t after, Evidence evidence) noexcept nogil
cdef bint is_rare(Py_ssize_t point) noexcept nogil
@cython.locals(code=Py_ssize_t)
cdef Py_ssize_t simplified(Py_ssize_t point, Evidence evidence) noexcept nogil
@cython.locals(slots=Py_ssize_t, slot=Py_ssize_t)
cdef int64_t called_for(int64_t key, Evidence evidence) noexcept nogil
