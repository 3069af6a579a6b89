# The C types of counting.py.
cimport cython
from libc.stdint cimport int32_t, int64_t
from pinyin_strip.fastscan.loops.text cimport Text

cdef int64_t INLINE

@cython.locals(total=Py_ssize_t, at=Py_ssize_t, end=Py_ssize_t, place=Py_ssize_t, few=cython.uchar)
cdef Py_ssize_t characters(const unsigned char[::1] data, Py_ssize_t begin, Py_ssize_t end) noexcept nogil

@cython.locals(found=Py_ssize_t)
cpdef Py_ssize_t count_characters(const unsigned char[::1] data)

@cython.locals(total=Py_ssize_t, row=Py_ssize_t)
cpdef Py_ssize_t count_apart(const unsigned char[::1] source, const int64_t[::1] begins, const int64_t[::1] ends) except -1

@cython.locals(at=Py_ssize_t, total=Py_ssize_t, place=Py_ssize_t, few=cython.uchar)
cdef Py_ssize_t count(const unsigned char[::1] data, unsigned char byte) noexcept nogil

@cython.locals(number=Py_ssize_t, at=Py_ssize_t, place=Py_ssize_t, few=cython.uchar)
cdef void find(const unsigned char[::1] data, unsigned char byte, int64_t[::1] places) noexcept nogil

@cython.locals(number=Py_ssize_t, place=Py_ssize_t, few=cython.uchar)
cpdef bint stands(const unsigned char[::1] asked, list families, list points, dict known, list listed) except -1

cpdef object places_of(const unsigned char[::1] data, unsigned char byte)

@cython.locals(row=Py_ssize_t)
cpdef Py_ssize_t first_beyond(const int64_t[::1] offsets, int64_t size) except -2

@cython.locals(number=Py_ssize_t, row=int64_t, length=int64_t, buffer=int64_t, begin=int64_t)
cpdef Py_ssize_t first_outside(
    const int32_t[::1] views, const int64_t[::1] rows, const int64_t[::1] sizes
) except -2

@cython.locals(text=Text)
cpdef Py_ssize_t first_invalid(data) except -1

@cython.locals(at=Py_ssize_t, lead=int, size=int)
cdef Py_ssize_t valid_up_to(Text text) noexcept nogil

cdef inline bint continues(Text text, Py_ssize_t at) noexcept nogil

@cython.locals(lead=int, size=int, second=int, lowest=int, highest=int, place=Py_ssize_t)
cdef inline int size_of(Text text, Py_ssize_t at) noexcept nogil
