# The C types of damage.py.
cimport cython
from pinyin_strip.fastscan.loops.state cimport Scan
from pinyin_strip.fastscan.loops.text cimport LETTER, SHIFT, STOP, kind_at

@cython.locals(follows=int, before_it=int, mark=int)
cdef bint is_damage(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(letter=bint, euro=bint)
cdef bint is_stray(Scan scan, Py_ssize_t at) noexcept nogil
@cython.locals(toned=bint, looks=int, _=int)
cdef bint is_stray_reading(Scan scan, Py_ssize_t at) noexcept nogil
