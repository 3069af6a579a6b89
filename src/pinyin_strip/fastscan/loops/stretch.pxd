# The C types of stretch.py.
cimport cython
from libc.stdint cimport uint64_t
from pinyin_strip.fastscan.loops.base cimport find_base
from pinyin_strip.fastscan.loops.body cimport is_label
from pinyin_strip.fastscan.loops.ending cimport begins_like, could_read_before, hanzi_number, is_part_of, letters_from
from pinyin_strip.fastscan.loops.interlinear cimport decides_break, decides_line, is_lost
from pinyin_strip.fastscan.loops.lines cimport is_cell, is_line, is_woven
from pinyin_strip.fastscan.loops.marked cimport is_break, is_named_element
from pinyin_strip.fastscan.loops.sentences cimport is_sentence
from pinyin_strip.fastscan.loops.state cimport Scan, emit
from pinyin_strip.fastscan.loops.text cimport (
    APART, CLOSER, CLOSING, HAN, LETTER, LINE, MARK_END, OPENING, SHIFT, SPACE, STOP, TONE, ZHUYIN, before, is_blank, kind_at, kind_before,
)
from pinyin_strip.fastscan.loops.words cimport WORDS, before_marks, has_tone, joint_at, next_word, past_word

cdef Py_ssize_t NO_BASE, UNSURE
cdef int OPEN, LINE_SITE, BESIDE

@cython.locals(kind=int, last=int, found=bint, decided=bint)
cdef Py_ssize_t stretch(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(byte=int, looks=int)
cdef Py_ssize_t end_of_stretch(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(kind=int, end=Py_ssize_t, joint=int, begin=Py_ssize_t, toned=bint, is_number=bint)
cdef bint is_glued_reading(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(word=uint64_t, capitals=int, end=Py_ssize_t, code=Py_ssize_t)
cdef bint is_in_font(Scan scan, Py_ssize_t at) noexcept nogil
cdef bint is_followed(Scan scan, Py_ssize_t at) noexcept nogil
cdef bint is_alone(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(at=Py_ssize_t, looks=int, joint=int)
cdef bint glued_reads(Scan scan, Py_ssize_t begin) noexcept nogil
@cython.locals(begin=Py_ssize_t, word=Py_ssize_t, following=Py_ssize_t, _=int)
cdef bint apposed_reads(Scan scan, Py_ssize_t at, Py_ssize_t base) noexcept nogil
@cython.locals(first=Py_ssize_t, count=int, gap=int, place=Py_ssize_t, code=Py_ssize_t)
cdef bint begins_run(Scan scan, Py_ssize_t at, Py_ssize_t base, bint framed) noexcept nogil
@cython.locals(start=Py_ssize_t, marked=Py_ssize_t, place=Py_ssize_t, kind=int, base=Py_ssize_t, parted=bint, framed=bint, headed=bint, linked=bint, zhuyin=bint)
cdef bint is_apart(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(place=Py_ssize_t)
cdef bint is_headword(Scan scan, Py_ssize_t end) noexcept nogil
@cython.locals(dashes=int)
cdef bint is_separator(Scan scan, Py_ssize_t at, Py_ssize_t end) noexcept nogil
cdef Py_ssize_t past_blanks(Scan scan, Py_ssize_t at, Py_ssize_t end) noexcept nogil
cdef bint has_tab(Scan scan, Py_ssize_t at, Py_ssize_t end) noexcept nogil
@cython.locals(begin=Py_ssize_t, end=Py_ssize_t, _=int)
cdef Py_ssize_t past_label(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(byte=int)
cdef bint tells(Scan scan, Py_ssize_t at) noexcept nogil
