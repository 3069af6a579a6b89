# The C types of rows.py.
cimport cython
from libc.stdint cimport int64_t
from pinyin_strip.fastscan.loops.scan cimport run
from pinyin_strip.fastscan.loops.state cimport Scan, Tables, moved
from pinyin_strip.fastscan.loops.text cimport Kinds

cdef Py_ssize_t COLUMNS, LEFT

@cython.locals(scan=Scan, fits=bint)
cpdef Py_ssize_t find_sites(source, Kinds kinds, Tables tables, asked, sites, bint thorough) except -2
@cython.locals(at=Py_ssize_t, seen=int64_t, number=Py_ssize_t, place=Py_ssize_t, goal=int64_t)
cdef void count_code_points(Scan scan) noexcept nogil
@cython.locals(scan=Scan, again=Scan, count=Py_ssize_t, fits=bint)
cpdef tuple strip_text(bytes source, Kinds kinds, Tables tables, asked, sites)
@cython.locals(scan=Scan, again=Scan, rows=Py_ssize_t)
cpdef Py_ssize_t strip_rows(
    source, const int64_t[::1] offsets, out, int64_t[::1] lengths, int64_t[::1] glosses, Kinds kinds, Tables tables, asked
) except -1
@cython.locals(scan=Scan, again=Scan)
cpdef Py_ssize_t strip_apart(
    source, const int64_t[::1] begins, const int64_t[::1] ends, out, int64_t[::1] lengths, int64_t[::1] glosses, Kinds kinds,
    Tables tables, asked
) except -1
@cython.locals(row=Py_ssize_t, count=Py_ssize_t, before=Py_ssize_t, written=Py_ssize_t, kept=Py_ssize_t)
cdef void strip_all(
    Scan scan, Scan again, const int64_t[::1] begins, const int64_t[::1] ends, int64_t[::1] lengths, int64_t[::1] glosses, bint apart
) noexcept nogil
@cython.locals(written=Py_ssize_t, kept=Py_ssize_t)
cdef Py_ssize_t strip_row(Scan scan) noexcept nogil
cdef Py_ssize_t look_again(Scan scan, Scan again, Py_ssize_t written, Py_ssize_t kept) noexcept nogil
@cython.locals(row=Py_ssize_t, total=Py_ssize_t)
cdef Py_ssize_t bytes_of(const int64_t[::1] begins, const int64_t[::1] ends, Py_ssize_t size) except -1
cpdef object summed(const int64_t[::1] lengths)
@cython.locals(row=Py_ssize_t, total=int64_t)
cdef void sum_up(const int64_t[::1] lengths, int64_t[::1] offsets) noexcept nogil
@cython.locals(row=Py_ssize_t, total=Py_ssize_t, changed=list, left=list)
cpdef tuple numbered(const int64_t[::1] glosses)
