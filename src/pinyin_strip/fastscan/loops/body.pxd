# The C types of body.py.
cimport cython
from libc.stdint cimport uint64_t
from pinyin_strip.fastscan.loops.state cimport Scan
from pinyin_strip.fastscan.loops.text cimport (
    CALLS, CLOSING, HAN, INVISIBLE, JOIN, LETTER, OPENING, SHIFT, SOUND, SPACE, STOP, TONE, TONED, ZHUYIN, is_hanzi_at, kind_at, kind_before,
)
from pinyin_strip.fastscan.loops.words cimport read_word

cdef int LONGEST_BODY
cdef uint64_t PY, HANYU, PINYIN, ZHUYIN_WORD, BOPOMOFO, PRONOUNCED

@cython.locals(at=Py_ssize_t, room=Py_ssize_t, byte=int, word=Py_ssize_t, looks=int, kind=int, last=int)
cdef Py_ssize_t read_body(Scan scan, Py_ssize_t inside) noexcept nogil
@cython.locals(end=Py_ssize_t, can_be=int, follows=int, small=bint)
cdef void add_word(Scan scan, Py_ssize_t begin, Py_ssize_t word) noexcept nogil
@cython.locals(word=uint64_t, at=Py_ssize_t)
cdef bint is_label(Scan scan, Py_ssize_t begin, Py_ssize_t end) noexcept nogil
@cython.locals(follows=int, curly=bint, last=Py_ssize_t)
cdef void add_other(Scan scan, Py_ssize_t at, int byte, int kind) noexcept nogil
@cython.locals(byte=int, second=int)
cdef bint is_foreign_sound(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(hanzi=int, follows=int)
cdef bint tells_sound(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(sign=int)
cdef bint is_hanzi_behind(Scan scan, Py_ssize_t at) noexcept nogil
cdef int three_bytes(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(spelt=bint)
cdef bint could_be_read(Scan scan, bint alone) noexcept nogil
@cython.locals(looks=int, apostrophe=bint, _=int)
cdef bint tone_ahead(Scan scan, Py_ssize_t at) noexcept nogil
