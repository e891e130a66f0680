/* The upheld appeals about one case's alerts, as bytes: the store keeps them beside the case. */
#ifndef ANALYZER_UPHELD_H
#define ANALYZER_UPHELD_H

#include "analyzer/act.h"
#include "base/vec.h"

typedef VEC(struct upheld) upheld_vec;

/* Appends one. */
void upheld_pack(struct str *out, const struct upheld *u);
/* Appends what the bytes hold to `out`; strings live in the arena, case_no is borrowed. False: damaged, or a
 * rule that is not known. */
bool upheld_unpack(const uint8_t *p, size_t n, const char *case_no, struct arena *a, upheld_vec *out);

#endif
