/* Parameters of a statement as text, for tables that are written row by row. */
#ifndef STORE_PARAM_H
#define STORE_PARAM_H

#include "base/arena.h"
#include "base/day.h"

/* Each gives a text in the arena, NULL for SQL's null. Instants travel as microseconds: exact, and no text
 * format to agree on; a statement makes a timestamptz of one by PARAM_AT. */
const char *param_int(struct arena *a, int64_t v);
const char *param_instant(struct arena *a, instant t); /* NULL for INSTANT_NONE and INSTANT_MAX */
const char *param_day(struct arena *a, day d); /* NULL for DAY_NONE */
#define PARAM_AT(n) "(timestamptz '1970-01-01 00:00:00+00' + " n "::bigint * interval '1 microsecond')"

#endif
