# The C types of notations.py.
cimport cython
from pinyin_strip.fastscan.loops.base cimport find_base
from pinyin_strip.fastscan.loops.body cimport could_be_read, read_body
from pinyin_strip.fastscan.loops.state cimport Scan
from pinyin_strip.fastscan.loops.text cimport HAN, SHIFT, ZHUYIN, kind_at
from pinyin_strip.fastscan.loops.words cimport has_tone

cdef Py_ssize_t NO_BASE

@cython.locals(at=Py_ssize_t, looks=int, _=int)
cdef bint is_notation(Scan scan, int byte, Py_ssize_t inside) noexcept nogil
@cython.locals(start=Py_ssize_t, ends=int)
cdef bint is_function(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(begin=Py_ssize_t, base=Py_ssize_t, count=int, bar=Py_ssize_t, byte=int, looks=int, is_bar=bint)
cdef bint is_pair(Scan scan, Py_ssize_t at) noexcept nogil
