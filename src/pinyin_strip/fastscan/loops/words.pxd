# The C types of words.py.
cimport cython
from pinyin_strip.fastscan.loops.state cimport Scan
from pinyin_strip.fastscan.loops.text cimport LETTER, SHIFT, TONE, ZHUYIN, kind_at

cdef int WORDS

@cython.locals(state=Py_ssize_t, letter=int, at=Py_ssize_t)
cdef Py_ssize_t read_word(Scan scan, Py_ssize_t begin) noexcept nogil
@cython.locals(word=Py_ssize_t, end=Py_ssize_t, toned=bint)
cdef Py_ssize_t past_word(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(byte=int)
cdef int joint_at(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(joints=int, joint=int)
cdef Py_ssize_t next_word(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(end=Py_ssize_t, _=int)
cdef bint has_tone(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(byte=int, _=int)
cdef Py_ssize_t before_marks(Scan scan, Py_ssize_t at) noexcept nogil
