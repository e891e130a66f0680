#include "analyzer/tally.h"

#include <assert.h>
#include <stdlib.h>

enum { WORDS = (COUNTERS + 63) / 64, UNIT_BITS = 23, FEW = 8 };

/* What one month of one unit gets. */
struct sums {
    month month;
    int32_t region, dept;
    int32_t bucket; /* of the histogram, -1: none */
    uint8_t accepted, completed; /* day of the month, 0: none */
    uint64_t touched[WORDS]; /* which of c were added to */
    int64_t c[COUNTERS];
};

static struct sums *sums_new(struct tally *t, month m, int32_t region, int32_t dept, struct arena *a)
{
    if (t->n == t->cap) {
        size_t cap = t->cap ? 2 * t->cap : FEW;
        struct sums **v = arena_alloc(a, cap * sizeof *v);
        for (size_t i = 0; i < t->n; i++)
            v[i] = t->v[i];
        t->v = v;
        t->cap = cap;
    }
    struct sums *s = t->v[t->n++] = arena_zalloc(a, sizeof *s);
    s->month = m;
    s->region = region;
    s->dept = dept;
    s->bucket = -1;
    return s;
}

static bool is_of(const struct sums *s, month m, int32_t region, int32_t dept)
{
    return s->month == m && s->region == region && s->dept == dept;
}

static struct key key_of(month m, int32_t region, int32_t dept)
{
    assert(region >= 0 && region < 1 << UNIT_BITS && dept >= 0 && dept < 1 << UNIT_BITS);
    return (struct key){.number = ((int64_t)m << UNIT_BITS | region) << UNIT_BITS | dept};
}

static struct sums *find_of_many(struct tally *t, month m, int32_t region, int32_t dept, struct arena *a)
{
    for (size_t i = t->keys.n; i < t->n; i++)
        *keys_at(&t->keys, key_of(t->v[i]->month, t->v[i]->region, t->v[i]->dept), a) = (int64_t)i;
    int64_t i = keys_get(&t->keys, key_of(m, region, dept));
    return i < 0 ? NULL : t->v[i];
}

static struct sums *find_or_new(struct tally *t, month m, int32_t region, int32_t dept, struct arena *a)
{
    struct sums *found = NULL;
    for (size_t i = 0; t->n <= FEW && i < t->n && !found; i++)
        found = is_of(t->v[i], m, region, dept) ? t->v[i] : NULL;
    if (t->n > FEW)
        found = find_of_many(t, m, region, dept, a);
    return t->last = found ? found : sums_new(t, m, region, dept, a);
}

static inline struct sums *sums_of(struct tally *t, month m, int32_t region, int32_t dept, struct arena *a)
{
    return t->last && is_of(t->last, m, region, dept) ? t->last : find_or_new(t, m, region, dept, a);
}

void tally_add(struct tally *t, month m, int32_t region, int32_t dept, int counter, int64_t value,
               struct arena *a)
{
    struct sums *s = sums_of(t, m, region, dept, a);
    s->touched[counter / 64] |= (uint64_t)1 << counter % 64;
    s->c[counter] += value;
}

void tally_add_used(struct tally *t, month m, int32_t region, int32_t dept, int32_t used, struct arena *a)
{
    sums_of(t, m, region, dept, a)->bucket = used < 0 ? 0 : used < HIST_BUCKETS ? used : HIST_BUCKETS - 1;
}

void tally_add_day(struct tally *t, month m, int32_t region, int32_t dept, enum contrib_code what, day d,
                   struct arena *a)
{
    struct sums *s = sums_of(t, m, region, dept, a);
    uint8_t of_month = (uint8_t)(d - month_first(m) + 1);
    *(what == CONTRIB_ACCEPTED ? &s->accepted : &s->completed) = of_month;
}

static void write_code(const struct sums *s, int code, struct evaluation *out)
{
    vec_push(&out->contribs, ((struct contrib){s->month, s->region, s->dept, (uint16_t)code, 1}));
}

static int by_key(const void *a, const void *b)
{
    const struct sums *p = *(const struct sums *const *)a, *q = *(const struct sums *const *)b;
    if (p->month != q->month)
        return p->month < q->month ? -1 : 1;
    if (p->region != q->region)
        return p->region < q->region ? -1 : 1;
    return p->dept < q->dept ? -1 : p->dept > q->dept;
}

static void write_sums(const struct sums *s, struct evaluation *out)
{
    for (int word = 0; word < WORDS; word++)
        for (uint64_t left = s->touched[word]; left; left &= left - 1) {
            int counter = 64 * word + __builtin_ctzll(left);
            if (s->c[counter])
                vec_push(&out->contribs,
                         ((struct contrib){s->month, s->region, s->dept, (uint16_t)counter, s->c[counter]}));
        }
    if (s->bucket >= 0)
        write_code(s, CONTRIB_USED + s->bucket, out);
    if (s->accepted)
        write_code(s, CONTRIB_ACCEPTED + s->accepted - 1, out);
    if (s->completed)
        write_code(s, CONTRIB_COMPLETED + s->completed - 1, out);
}

void tally_write(struct tally *t, struct evaluation *out)
{
    if (t->n > 1)
        qsort(t->v, t->n, sizeof *t->v, by_key);
    for (size_t i = 0; i < t->n; i++)
        write_sums(t->v[i], out);
    t->n = 0;
}
