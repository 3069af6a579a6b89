# The C types of state.py.
cimport cython
from libc.stdint cimport int16_t, int32_t, int64_t, uint64_t
from libc.string cimport memcpy
from pinyin_strip.fastscan.loops.text cimport GAP, LABEL, LABEL_END, NAME, SHIFT, Kinds, Text, before, is_hanzi_at, kind_at

cdef Py_ssize_t COLUMNS, WIDEST, RECENT, LINE, HANZI, SLOTS, FOLDS
cdef int TONED_SITE, LINE_SITE, OPEN, DAMAGE

cdef class Tables:
    cdef const uint64_t[::1] spelt
    cdef const int32_t[::1] known, first, first_plain
    cdef const uint64_t[::1] plain
    cdef uint64_t[::1] words
    cdef const int16_t[::1] said, steps
    cdef const unsigned char[::1] ends, folds

cdef class Scan(Text):
    cdef Tables tables
    cdef unsigned char[::1] asked, out
    cdef int64_t[::1] sites
    cdef int64_t[32] spans  # twice RECENT
    cdef readonly Py_ssize_t count, found
    cdef Py_ssize_t written, kept, last_end, last_base, chain, recent, gone_start, gone_end, gone_base
    cdef int site_kind, body_has, body_first, body_words
    cdef bint mixed, damaged, collects, strips, thorough, body_dead, body_toned, body_clipped, body_odd, body_encoded, body_sound, body_called, body_romanised, body_mixed

cdef bint emit(Scan scan, int kind, Py_ssize_t start, Py_ssize_t end, Py_ssize_t base) noexcept nogil
@cython.locals(place=Py_ssize_t)
cdef bint note(Scan scan, int kind, Py_ssize_t start, Py_ssize_t end, Py_ssize_t base) noexcept nogil
cdef bint strip(Scan scan, int kind, Py_ssize_t start, Py_ssize_t end) noexcept nogil
@cython.locals(count=int, hanzi=bint, looks=int)
cdef bint are_listed(Scan scan, Py_ssize_t end, Py_ssize_t start) noexcept nogil
cdef Py_ssize_t end_of(Scan scan, Py_ssize_t number) noexcept nogil
@cython.locals(first=Py_ssize_t, at=Py_ssize_t, _=int)
cdef Py_ssize_t begin_of_list(Scan scan) noexcept nogil
@cython.locals(kind=int, looks=int)
cdef bint names_language(Scan scan, Py_ssize_t at, Py_ssize_t end) noexcept nogil
@cython.locals(first=int, word=int)
cdef bint begins_name(Scan scan, Py_ssize_t at) noexcept nogil
cdef Py_ssize_t moved(Scan scan, Py_ssize_t start, Py_ssize_t end, Py_ssize_t written) noexcept nogil
