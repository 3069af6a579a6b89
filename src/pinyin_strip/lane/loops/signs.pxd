# The C types of signs.py: what is written there runs as it stands in Python, and with these types as C.
cimport cython

cdef int JOINING, FORBIDDEN, OPENING, READING, SPLITTING, BAR, ODD, HAN, CLOSING
cdef const signed char[::1] ASCII_SIGNS
cdef const unsigned char[::1] QUIET

cdef class Text:
    cdef const unsigned char[::1] data
    cdef Py_ssize_t begin, end

cdef class Words:
    cdef const short[::1] steps
    cdef const unsigned char[::1] ends

@cython.locals(first=int, second=int, third=int, reading=bint)
cdef (int, int) sign_of(Text text, Py_ssize_t at) noexcept nogil
@cython.locals(iteration=bint)
cdef (int, int) cjk_sign(int second, int third) noexcept nogil
cdef (int, int) full_width_sign(int second, int third) noexcept nogil
cdef bint has_base(Text text, Py_ssize_t at) noexcept nogil
cdef bint tells_sound(int before, int hanzi) noexcept nogil

@cython.locals(at=Py_ssize_t, looked=Py_ssize_t, byte=int, size=int, sign=int, brace=bint)
cdef bint may_hold_gloss(Text text, Words words, bint stripped) noexcept nogil

@cython.locals(found=cython.uchar, byte=cython.uchar, second=cython.uchar, third=cython.uchar,
               letter=cython.uchar, mark=cython.uchar, latin=cython.uchar, cjk=cython.uchar, wide=cython.uchar,
               place=Py_ssize_t)
cdef bint has_sign(Text text, Py_ssize_t at) noexcept nogil

cdef Py_ssize_t past_word(Text text, Py_ssize_t begin, Words words) noexcept nogil

@cython.locals(state=Py_ssize_t, letter=int)
cdef (Py_ssize_t, Py_ssize_t) read_word(Text text, Py_ssize_t begin, Words words) noexcept nogil

cdef bint is_toned(Text text, Py_ssize_t at) noexcept nogil
cdef bint is_under_hanzi(Text text, Py_ssize_t at) noexcept nogil

@cython.locals(found=bint, odd=bint, letters=bint, alive=bint, clipped=bint, toned=bint, words_read=int,
               hanzi=int, before=int, size=int, sign=int, byte=int, can_be=int, begin=Py_ssize_t, state=Py_ssize_t)
cdef Py_ssize_t bracket(Text text, Py_ssize_t at, bint stripped, bint brace, Words words) noexcept nogil

@cython.locals(window=Text)
cpdef bint holds_sign(data, Words words, bint stripped)
