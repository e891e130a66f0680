/* A growable array: struct { T *v; size_t n, cap; }, zero-initialised is empty. The holder frees v with
 * vec_release. */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include <stdlib.h>

#include "base/mem.h"

#define VEC(T)         \
    struct {           \
        T *v;          \
        size_t n, cap; \
    }

/* Makes room for one more and gives a pointer to it; the element is not initialised. */
#define vec_add(a)                                                                                           \
    ((a)->n == (a)->cap                                                                                      \
         ? ((a)->cap = (a)->cap ? 2 * (a)->cap : 8, (a)->v = mem_realloc((a)->v, (a)->cap * sizeof *(a)->v)) \
         : (a)->v,                                                                                           \
     &(a)->v[(a)->n++])
#define vec_push(a, x) (*vec_add(a) = (x))
#define vec_release(a) (free((a)->v), (a)->v = NULL, (a)->n = (a)->cap = 0)

#endif
