/* What was written of a case, as bytes: the units first (codes), then alerts and contributions that name
 * units by number. */
#include <string.h>

#include "analyzer/eval.h"
#include "analyzer/keys.h"
#include "base/bytes.h"

enum { FORM_VERSION = 1 };

struct packed_unit {
    int32_t region, dept;
};

struct units {
    struct packed_unit *v;
    size_t n;
};

/* The number of a unit, the same for the same unit. Most rows name the unit of the one before. */
static size_t unit_number(struct units *u, struct keys *keys, int32_t region, int32_t dept, size_t before,
                          struct arena *a)
{
    if (before < u->n && u->v[before].region == region && u->v[before].dept == dept)
        return before;
    int64_t *i = keys_at(keys, (struct key){.number = (int64_t)region << 32 | (uint32_t)dept}, a);
    if (*i == KEYS_NONE) {
        *i = (int64_t)u->n;
        u->v[u->n++] = (struct packed_unit){region, dept};
    }
    return (size_t)*i;
}

static void pack_alert(struct str *out, const struct alert *al, size_t unit)
{
    bytes_put_u(out, rule_table[al->rule].no);
    str_put(out, (uint8_t[]){al->level, al->state}, 2);
    bytes_put_u(out, unit);
    bytes_put_text(out, al->subject);
    bytes_put_i(out, al->raised);
    bytes_put_i(out, al->cleared);
    bytes_put_i(out, al->used);
    bytes_put_i(out, al->limit);
    bytes_put_i(out, al->due);
}

static void pack_rows(struct str *body, const struct evaluation *ev, struct units *u, struct arena *a)
{
    struct keys keys = {0};
    size_t unit = 0;
    bytes_put_u(body, ev->alerts.n);
    for (size_t i = 0; i < ev->alerts.n; i++) {
        const struct alert *al = &ev->alerts.v[i];
        unit = unit_number(u, &keys, al->region, al->dept, unit, a);
        pack_alert(body, al, unit);
    }
    bytes_put_u(body, ev->contribs.n);
    for (size_t i = 0; i < ev->contribs.n; i++) {
        const struct contrib *c = &ev->contribs.v[i];
        unit = unit_number(u, &keys, c->region, c->dept, unit, a);
        bytes_put_u(body, unit);
        bytes_put_i(body, c->month);
        bytes_put_u(body, c->counter);
        bytes_put_i(body, c->value);
    }
}

void eval_pack(struct str *out, const struct evaluation *ev, const struct refdata *ref)
{
    struct arena a = {0};
    struct units u = {arena_alloc(&a, (ev->alerts.n + ev->contribs.n + 1) * sizeof *u.v), 0};
    struct str body = {0};
    pack_rows(&body, ev, &u, &a);
    str_putc(out, FORM_VERSION);
    bytes_put_u(out, u.n);
    for (size_t i = 0; i < u.n; i++) {
        bytes_put_text(out, ref->regions[u.v[i].region].code);
        bytes_put_text(out, ref->depts[u.v[i].dept].code);
    }
    str_put(out, str_text(&body), body.len);
    str_release(&body);
    arena_release(&a);
}

/* A count of things that each take at least `size` bytes; more than are left makes the bytes bad. */
static size_t count_of(struct bytes *b, size_t size)
{
    uint64_t n = bytes_u(b);
    if (n > (uint64_t)(b->end - b->p) / size) {
        b->bad = true;
        return 0;
    }
    return (size_t)n;
}

static void unit_of(struct bytes *b, const struct units *u, int32_t *region, int32_t *dept)
{
    uint64_t i = bytes_u(b);
    if (i >= u->n) {
        b->bad = true;
        return;
    }
    *region = u->v[i].region;
    *dept = u->v[i].dept;
}

static void unpack_alert(struct bytes *b, const struct units *u, struct arena *a, struct alert *al)
{
    uint64_t no = bytes_u(b);
    int rule = no <= INT16_MAX ? rules_find((int)no) : -1;
    if (rule < 0)
        b->bad = true;
    *al = (struct alert){.rule = (uint16_t)(rule < 0 ? 0 : rule)};
    al->level = bytes_byte(b);
    al->state = bytes_byte(b);
    if (al->level >= LEVELS || al->state >= ALERT_STATES)
        b->bad = true;
    unit_of(b, u, &al->region, &al->dept);
    al->subject = bytes_text(b, a);
    al->raised = bytes_between(b, INSTANT_FIRST, INSTANT_LAST);
    al->cleared = bytes_between(b, INSTANT_NONE, INSTANT_LAST);
    al->used = (int32_t)bytes_between(b, DAYS_NONE, INT32_MAX);
    al->limit = (int32_t)bytes_between(b, DAYS_NONE, INT32_MAX);
    al->due = (day)bytes_between(b, DAY_NONE, INT32_MAX); /* a limit that begins in 9999 may end later */
}

bool eval_unpack(const uint8_t *p, size_t n, const struct refdata *ref, struct arena *a,
                 struct evaluation *out)
{
    struct bytes b = {p, p + n, false};
    out->alerts.n = out->contribs.n = 0;
    if (bytes_byte(&b) != FORM_VERSION)
        return false;
    struct units u = {NULL, count_of(&b, 2)};
    u.v = arena_alloc(a, (u.n + 1) * sizeof *u.v);
    for (size_t i = 0; i < u.n && !b.bad; i++) {
        u.v[i].region = refdata_region(ref, bytes_text(&b, a));
        u.v[i].dept = refdata_dept(ref, bytes_text(&b, a));
        b.bad = b.bad || u.v[i].region < 0 || u.v[i].dept < 0;
    }
    for (size_t i = count_of(&b, 8); i && !b.bad; i--)
        unpack_alert(&b, &u, a, vec_add(&out->alerts));
    for (size_t i = count_of(&b, 4); i && !b.bad; i--) {
        struct contrib *c = vec_add(&out->contribs);
        *c = (struct contrib){0};
        unit_of(&b, &u, &c->region, &c->dept);
        c->month = (month)bytes_between(&b, 12, 12 * 9999 + 11);
        uint64_t counter = bytes_u(&b);
        b.bad = b.bad || counter >= CONTRIBS;
        c->counter = (uint16_t)counter;
        c->value = bytes_between(&b, -INT32_MAX, INT32_MAX);
    }
    return !b.bad && b.p == b.end;
}
