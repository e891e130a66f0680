#include "store/wire.h"

#include <assert.h>
#include <string.h>

enum { HEADER = 20 }; /* of an array: dimensions, has nulls, element type, length, lower bound */

static const instant epoch = 946684800 * SECOND; /* PostgreSQL counts from 2000-01-01 */
static const day epoch_day = 10957;

static void big(unsigned char *p, uint64_t v, int n)
{
    while (n--) {
        p[n] = (unsigned char)v;
        v >>= 8;
    }
}

static void number(struct str *s, uint64_t v, int n)
{
    unsigned char b[12] = {0, 0, 0, (unsigned char)n};
    big(b + 4, v, n);
    str_put(s, b, (size_t)n + 4);
}

void wire_null(struct str *s) { str_put(s, "\xff\xff\xff\xff", 4); }
void wire_bool(struct str *s, bool v) { number(s, v, 1); }
void wire_int2(struct str *s, int16_t v) { number(s, (uint16_t)v, 2); }
void wire_int4(struct str *s, int32_t v) { number(s, (uint32_t)v, 4); }
void wire_int8(struct str *s, int64_t v) { number(s, (uint64_t)v, 8); }

void wire_bytes(struct str *s, const void *p, size_t n)
{
    unsigned char b[4];
    big(b, n, 4);
    str_put(s, b, 4);
    str_put(s, p, n);
}

void wire_text(struct str *s, const char *z)
{
    if (z)
        wire_bytes(s, z, strlen(z));
    else
        wire_null(s);
}

void wire_instant(struct str *s, instant t)
{
    if (t == INSTANT_NONE)
        wire_null(s);
    else
        wire_int8(s, t - epoch);
}

void wire_day(struct str *s, day d)
{
    if (d == DAY_NONE)
        wire_null(s);
    else
        wire_int4(s, d - epoch_day);
}

void wire_row(struct str *s, int16_t fields)
{
    unsigned char b[2];
    big(b, (uint16_t)fields, 2);
    str_put(s, b, 2);
}

static const struct {
    char letter;
    uint16_t element, array;
} types[] = {
    {'t', OID_TEXT, 1009}, {'s', OID_INT2, 1005},  {'i', OID_INT4, 1007},        {'l', OID_INT8, 1016},
    {'b', OID_BOOL, 1000}, {'y', OID_BYTEA, 1001}, {'z', OID_TIMESTAMPTZ, 1185}, {'d', OID_DATE, 1182},
};

static size_t type_of(char letter)
{
    size_t i = 0;
    while (i < sizeof types / sizeof *types && types[i].letter != letter)
        i++;
    assert(i < sizeof types / sizeof *types);
    return i;
}

unsigned wire_array_oid(char type) { return types[type_of(type)].array; }

void wire_begin(struct wire_rows *r, const char *letters)
{
    static const char blank[HEADER];
    assert(strlen(letters) <= WIRE_COLS);
    r->types = letters;
    r->n = 0;
    for (size_t i = 0; letters[i]; i++) {
        str_clear(&r->col[i]);
        str_put(&r->col[i], blank, HEADER);
    }
}

void wire_finish(struct wire_rows *r)
{
    for (size_t i = 0; r->types[i]; i++) {
        unsigned char *p = (unsigned char *)r->col[i].p;
        big(p, 1, 4);
        big(p + 4, 1, 4); /* there may be nulls */
        big(p + 8, types[type_of(r->types[i])].element, 4);
        big(p + 12, (uint32_t)r->n, 4);
        big(p + 16, 1, 4);
    }
}

void wire_release(struct wire_rows *r)
{
    for (size_t i = 0; i < WIRE_COLS; i++)
        str_release(&r->col[i]);
}

static uint64_t from_big(const char *p, int n)
{
    uint64_t v = 0;
    while (n--)
        v = v << 8 | (unsigned char)*p++;
    return v;
}

int16_t wire_get_int2(const char *p) { return (int16_t)from_big(p, 2); }
int32_t wire_get_int4(const char *p) { return (int32_t)from_big(p, 4); }
int64_t wire_get_int8(const char *p) { return (int64_t)from_big(p, 8); }
instant wire_get_instant(const char *p) { return wire_get_int8(p) + epoch; }

const char *wire_instant_bytes(char buf[8], instant t)
{
    if (t == INSTANT_NONE)
        return NULL;
    big((unsigned char *)buf, (uint64_t)(t - epoch), 8);
    return buf;
}
