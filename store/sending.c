#include "store/sending.h"

#include <string.h>

enum { FEW = 256 };

void sending_begin(struct sending *s)
{
    s->row.n = 0;
    if (s->slot.n)
        memset(s->slot.v, 0, s->slot.n * sizeof *s->slot.v);
}

void sending_release(struct sending *s)
{
    vec_release(&s->row);
    vec_release(&s->slot);
}

/* Sources are few: their names are compared, not hashed. */
static size_t hash_of(const struct sending_row *r)
{
    uint64_t h = (uint64_t)(uint32_t)r->hour << 40 ^ (uint64_t)(uint32_t)r->region << 20 ^ (uint32_t)r->dept;
    return (size_t)(h * 0x9e3779b97f4a7c15u >> 32);
}

static bool same(const struct sending_row *a, const struct sending_row *b)
{
    return a->hour == b->hour && a->region == b->region && a->dept == b->dept &&
           !strcmp(a->source, b->source);
}

/* Where it is, or where it belongs. */
static uint32_t *find(struct sending *s, const struct sending_row *r)
{
    for (size_t i = hash_of(r);; i++) {
        uint32_t *slot = &s->slot.v[i & (s->slot.n - 1)];
        if (!*slot || same(&s->row.v[*slot - 1], r))
            return slot;
    }
}

/* At most half of the slots are taken, and their number is a power of two. */
static void make_room(struct sending *s)
{
    if (s->slot.n && 2 * s->row.n < s->slot.n)
        return;
    size_t n = s->slot.n ? 2 * s->slot.n : FEW;
    s->slot.v = mem_realloc(s->slot.v, n * sizeof *s->slot.v);
    s->slot.n = s->slot.cap = n;
    memset(s->slot.v, 0, n * sizeof *s->slot.v);
    for (size_t i = 0; i < s->row.n; i++)
        *find(s, &s->row.v[i]) = (uint32_t)i + 1;
}

static int32_t hour_of(instant t) { return (int32_t)((t - (t < 0 ? HOUR - 1 : 0)) / HOUR); }

void sending_add(struct sending *s, const char *source, int32_t region, int32_t dept, instant at)
{
    struct sending_row fresh = {source, region, dept, hour_of(at), 1, at};
    make_room(s);
    uint32_t *slot = find(s, &fresh);
    if (!*slot) {
        vec_push(&s->row, fresh);
        *slot = (uint32_t)s->row.n;
        return;
    }
    struct sending_row *r = &s->row.v[*slot - 1];
    r->n++;
    r->last = at > r->last ? at : r->last;
}

void sending_put(const struct sending *s, size_t i, const struct refdata *ref, struct str *col)
{
    const struct sending_row *r = &s->row.v[i];
    wire_text(&col[0], r->source);
    wire_text(&col[1], ref->regions[r->region].code);
    wire_text(&col[2], ref->depts[r->dept].code);
    wire_int4(&col[3], r->hour);
    wire_int4(&col[4], r->n);
    wire_instant(&col[5], r->last);
}
