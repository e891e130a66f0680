/* PostgreSQL's binary formats: one encoder a type, used alike for the fields of a COPY row and for the
 * elements of an array parameter. Pure. */
#ifndef STORE_WIRE_H
#define STORE_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/day.h"
#include "base/str.h"

enum wire_oid {
    OID_BOOL = 16,
    OID_BYTEA = 17,
    OID_INT8 = 20,
    OID_INT2 = 21,
    OID_INT4 = 23,
    OID_TEXT = 25,
    OID_DATE = 1082,
    OID_TIMESTAMPTZ = 1184
};

/* Each writes the length and the value. NULL, INSTANT_NONE, DAY_NONE write null. */
void wire_null(struct str *s);
void wire_bool(struct str *s, bool v);
void wire_int2(struct str *s, int16_t v);
void wire_int4(struct str *s, int32_t v);
void wire_int8(struct str *s, int64_t v);
void wire_text(struct str *s, const char *z);
void wire_bytes(struct str *s, const void *p, size_t n);
void wire_instant(struct str *s, instant t);
void wire_day(struct str *s, day d);
void wire_row(struct str *s, int16_t fields); /* begins a row of a COPY */

/* Rows kept column by column, so that `unnest($1, $2, …)` in one statement takes them all. `types` has one
 * letter a column: t text, s int2, i int4, l int8, b bool, y bytea, z timestamptz, d date. To add a row,
 * write one value to each col[] and count n up. */
enum { WIRE_COLS = 80 };
struct wire_rows {
    const char *types;
    int32_t n;
    struct str col[WIRE_COLS]; /* array elements; the header stands in front once wire_finish was called */
};
void wire_begin(struct wire_rows *r, const char *types); /* empty, memory kept */
void wire_release(struct wire_rows *r);
/* Puts the array headers in place; harmless when called again. */
void wire_finish(struct wire_rows *r);
unsigned wire_array_oid(char type);

/* Reading: p points to a value of that type in a binary result. */
int16_t wire_get_int2(const char *p);
int32_t wire_get_int4(const char *p);
int64_t wire_get_int8(const char *p);
instant wire_get_instant(const char *p);
/* The 8 bytes of a timestamptz, for a single binary parameter; NULL, which is null, for INSTANT_NONE. */
const char *wire_instant_bytes(char buf[8], instant t);

#endif
