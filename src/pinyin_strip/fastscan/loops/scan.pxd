# The C types of scan.py.
cimport cython
from libc.stdint cimport uint64_t
from pinyin_strip.fastscan.loops.base cimport find_base
from pinyin_strip.fastscan.loops.body cimport could_be_read, read_body, tone_ahead
from pinyin_strip.fastscan.loops.damage cimport is_damage, is_stray
from pinyin_strip.fastscan.loops.ending cimport could_read_before, hanzi_number, is_part_of, letters_from
from pinyin_strip.fastscan.loops.notations cimport is_function, is_notation, is_pair
from pinyin_strip.fastscan.loops.state cimport Scan, emit
from pinyin_strip.fastscan.loops.stretch cimport stretch
from pinyin_strip.fastscan.loops.syllable cimport listed_gloss, listed_word
from pinyin_strip.fastscan.loops.text cimport (
    CLOSING, FAMILY, HAN, INVISIBLE, LETTER, OPENING, SHIFT, SPACE, TONE, ZHUYIN, before, is_blank, kind_at, kind_before,
)

cdef int DAMAGE, TONED_SITE, FOREIGN, OPEN, CHAINED
cdef Py_ssize_t NO_BASE, UNSURE
cdef const unsigned char[::1] QUIET

@cython.locals(at=Py_ssize_t, looked=Py_ssize_t, byte=int, looks=int, kind=int)
cdef bint run(Scan scan) noexcept nogil
cdef Py_ssize_t mark(Scan scan, Py_ssize_t at, int byte) noexcept nogil
cdef bint is_common(Scan scan, Py_ssize_t at, int byte) noexcept nogil
@cython.locals(looks=int, kind=int)
cdef Py_ssize_t other(Scan scan, Py_ssize_t at, int byte) noexcept nogil

@cython.locals(found=cython.uchar, byte=cython.uchar, second=cython.uchar, third=cython.uchar,
               letter=cython.uchar, latin=cython.uchar, cjk=cython.uchar, wide=cython.uchar, tag=cython.uchar, place=Py_ssize_t)
cdef bint has_sign(Scan scan, Py_ssize_t at) noexcept nogil
cdef bint is_ruby_tag(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(could=bint, byte=int, inside=Py_ssize_t, close=Py_ssize_t, base=Py_ssize_t, end=Py_ssize_t, start=Py_ssize_t, chained=bint, doubled=bint,
               shut=int)
cdef Py_ssize_t opening(Scan scan, Py_ssize_t at, int kind, int size) noexcept nogil
cdef Py_ssize_t half_gloss(Scan scan, Py_ssize_t at, Py_ssize_t inside, bint has_base) noexcept nogil
@cython.locals(outer=Py_ssize_t, family=int, kind=int)
cdef bint is_doubled(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(end=Py_ssize_t, shut=int)
cdef Py_ssize_t notation(Scan scan, Py_ssize_t at, Py_ssize_t inside, Py_ssize_t base, bint chained) noexcept nogil
@cython.locals(begin=Py_ssize_t, at=Py_ssize_t, byte=int, code=Py_ssize_t)
cdef bint may_have_lost(Scan scan, Py_ssize_t inside, Py_ssize_t end, Py_ssize_t base) noexcept nogil
cdef Py_ssize_t before_blanks(Scan scan, Py_ssize_t base, Py_ssize_t at) noexcept nogil
@cython.locals(last=int)
cdef bint may_follow(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(could=bint)
cdef bint is_open(Scan scan, Py_ssize_t at, Py_ssize_t inside, Py_ssize_t end, Py_ssize_t base) noexcept nogil
@cython.locals(begin=Py_ssize_t, last=Py_ssize_t, looks=int, parts=bint, word=uint64_t)
cdef bint piece_reads(Scan scan, Py_ssize_t at, Py_ssize_t end, Py_ssize_t base) noexcept nogil
@cython.locals(byte=int)
cdef bint is_within_piece(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(told=bint)
cdef bint is_toneless(Scan scan) noexcept nogil
@cython.locals(_=int)
cdef bint is_clipped(Scan scan, Py_ssize_t at, Py_ssize_t end) noexcept nogil
@cython.locals(close=Py_ssize_t, count=int, word=Py_ssize_t)
cdef Py_ssize_t toned_gloss(Scan scan, Py_ssize_t at) noexcept nogil
