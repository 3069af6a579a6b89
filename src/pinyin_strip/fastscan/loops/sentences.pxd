# The C types of sentences.py.
cimport cython
from pinyin_strip.fastscan.loops.base cimport find_base
from pinyin_strip.fastscan.loops.ending cimport begins_like, hanzi_number
from pinyin_strip.fastscan.loops.state cimport Scan
from pinyin_strip.fastscan.loops.text cimport HANZI_LINE, SHIFT, STOP, before, kind_at
from pinyin_strip.fastscan.loops.words cimport before_marks, has_tone

cdef Py_ssize_t NO_BASE, UNSURE
cdef int LONGEST_SENTENCE

@cython.locals(start=Py_ssize_t, base=Py_ssize_t, first=Py_ssize_t, place=Py_ssize_t, previous=Py_ssize_t, code=Py_ssize_t, room=int, marks=int)
cdef bint is_sentence(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(place=Py_ssize_t, byte=int, third=int)
cdef Py_ssize_t before_sentence(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(byte=int, looks=int, third=int, ends=bint, stops=bint)
cdef int what_ends(Scan scan, Py_ssize_t at, Py_ssize_t end) noexcept nogil
