/* The upheld appeals about one case's alerts, as bytes: the store keeps them beside the case. */
#ifndef ANALYZER_UPHELD_H
#define ANALYZER_UPHELD_H

#include "analyzer/act.h"
#include "base/vec.h"

typedef VEC(struct upheld) upheld_vec;

/* Appends all, in an order of their own: the same set gives the same bytes. Sorts the list. */
void upheld_pack(struct str *out, struct upheld *list, size_t n);
/* Appends what the bytes hold to `out`; strings live in the arena, case_no is borrowed. False: damaged, or a
 * rule that is not known. */
bool upheld_unpack(const uint8_t *p, size_t n, const char *case_no, struct arena *a, upheld_vec *out);

#endif
