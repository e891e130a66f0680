#include "reports/evidence.h"

#include <stdlib.h>
#include <string.h>

struct places {
    size_t *v, n;
};

/* A step's event, or an event by the id that it bears or voids. */
struct named {
    const char *name;
    int32_t dept;
    size_t place;
};

struct evidence {
    const struct folder *f;
    struct places fold, of_type[EV_TYPES]; /* of the events that are there, ascending */
    struct named *step, *id; /* by (name, dept, place) */
    size_t n_steps, n_ids;
};

/* Events that count once: the first of them. */
static const uint32_t once = 1u << EV_submitted | 1u << EV_accepted | 1u << EV_delivered | 1u << EV_decided |
                             1u << EV_not_accepted | 1u << EV_withdrawn | 1u << EV_terminated;

static int by_name(const void *a, const void *b)
{
    const struct named *p = a, *q = b;
    int c = strcmp(p->name, q->name);
    if (c || p->dept != q->dept)
        return c ? c : p->dept < q->dept ? -1 : 1;
    return p->place < q->place ? -1 : p->place > q->place;
}

static void index_types(struct evidence *x, struct arena *a)
{
    size_t n[EV_TYPES] = {0};
    for (size_t i = 0; i < x->f->n; i++)
        n[x->f->events[i].type] += x->f->there[i];
    for (int t = 0; t < EV_TYPES; t++)
        x->of_type[t].v = n[t] ? arena_alloc(a, n[t] * sizeof(size_t)) : NULL;
    x->fold.v = arena_alloc(a, (x->f->n + 1) * sizeof(size_t));
    for (size_t i = 0; i < x->f->n; i++) {
        struct places *of = &x->of_type[x->f->events[i].type];
        if (!x->f->there[i])
            continue;
        of->v[of->n++] = i;
        x->fold.v[x->fold.n++] = i;
    }
}

static void index_names(struct evidence *x, struct arena *a)
{
    x->step = arena_alloc(a, (x->f->n + 1) * sizeof *x->step);
    x->id = arena_alloc(a, (x->f->n + 1) * sizeof *x->id);
    for (size_t i = 0; i < x->f->n; i++) {
        const struct event *ev = &x->f->events[i];
        bool step = ev->type == EV_step_started || ev->type == EV_step_finished;
        if (step && x->f->there[i])
            x->step[x->n_steps++] = (struct named){ev->data.step,
                                                   ev->data.dept >= 0 ? ev->data.dept : ev->dept, i};
        if (x->f->voided[i] || ev->type == EV_voided) /* neither is in the fold */
            x->id[x->n_ids++] = (struct named){ev->type == EV_voided ? ev->data.event_id : ev->event_id, 0,
                                               i};
    }
    qsort(x->step, x->n_steps, sizeof *x->step, by_name);
    qsort(x->id, x->n_ids, sizeof *x->id, by_name);
}

const struct evidence *evidence_index(const struct folder *f, struct arena *a)
{
    struct evidence *x = arena_zalloc(a, sizeof *x);
    x->f = f;
    index_types(x, a);
    index_names(x, a);
    return x;
}

struct found {
    size_t *place, n;
    bool more;
};

static void add_place(struct found *out, size_t place)
{
    for (size_t i = 0; i < out->n; i++)
        if (out->place[i] == place)
            return;
    if (out->n < EVIDENCE_MOST)
        out->place[out->n++] = place;
    else
        out->more = true;
}

/* Those of `p` from place `from` (in p) on that happened by `last`. */
static void add_until(const struct evidence *x, struct found *out, const struct places *p, size_t from,
                      instant last)
{
    for (size_t i = from; i < p->n && !out->more && x->f->events[p->v[i]].occurred <= last; i++)
        add_place(out, p->v[i]);
}

/* The first in the fold that happened at t or later, as a place in x->fold. */
static size_t first_at(const struct evidence *x, instant t)
{
    size_t lo = 0, hi = x->fold.n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (x->f->events[x->fold.v[mid]].occurred < t)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* How a name stands to the first n bytes of another. */
static int compare_name(const char *name, const char *other, size_t n)
{
    int c = strncmp(name, other, n);
    return c ? c : name[n] != 0;
}

/* Those of that name, of n bytes, and of the department unless it is -1. */
static void add_named(const struct named *v, size_t n_named, const char *name, size_t n, int32_t dept,
                      struct found *out)
{
    size_t lo = 0, hi = n_named;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        int c = compare_name(v[mid].name, name, n);
        if (c < 0 || (!c && v[mid].dept < dept))
            lo = mid + 1;
        else
            hi = mid;
    }
    for (;
         lo < n_named && !out->more && !compare_name(v[lo].name, name, n) && (dept < 0 || v[lo].dept == dept);
         lo++)
        add_place(out, v[lo].place);
}

static void add_first(const struct places *p, struct found *out)
{
    if (p->n)
        add_place(out, p->v[0]);
}

/* The first passed pre-check, and the first visit after it. */
static void add_precheck(const struct evidence *x, struct found *out)
{
    const struct places *checks = &x->of_type[EV_prechecked], *visits = &x->of_type[EV_visited];
    size_t i = 0, k = 0;
    while (i < checks->n && x->f->events[checks->v[i]].data.passed != 1)
        i++;
    while (i < checks->n && k < visits->n && visits->v[k] < checks->v[i])
        k++;
    if (i < checks->n)
        add_place(out, checks->v[i]);
    if (i < checks->n && k < visits->n)
        add_place(out, visits->v[k]);
}

static void add_day(const struct evidence *x, const char *subject, struct found *out)
{
    day d;
    if (day_parse(subject, strlen(subject), &d))
        add_until(x, out, &x->fold, first_at(x, day_start(d)), day_start(d + 1) - 1);
}

/* What the alert's subject means. */
static void add_subject(const struct evidence *x, const struct alert *al, struct found *out)
{
    const struct rule *r = &rule_table[al->rule];
    size_t k = (size_t)rules_subject_number(al->subject), n = strlen(al->subject);
    const char *at;
    int type;
    if (k && k <= x->of_type[r->numbered].n)
        add_place(out, x->of_type[r->numbered].v[k - 1]);
    switch ((enum rule_subject)r->subject) {
    case SUBJECT_STEP: add_named(x->step, x->n_steps, al->subject, n, -1, out); break;
    case SUBJECT_STEP_AT_DEPT:
        at = strrchr(al->subject, '@');
        add_named(x->step, x->n_steps, al->subject, at ? (size_t)(at - al->subject) : n, al->dept, out);
        break;
    case SUBJECT_DAY_OF: add_day(x, al->subject, out); break;
    case SUBJECT_TYPE_OF:
        type = event_type_find(al->subject);
        if (type >= 0)
            add_first(&x->of_type[type], out);
        break;
    case SUBJECT_WINDOW:
        if (!*al->subject)
            add_first(&x->of_type[EV_submitted], out);
        else if (!strcmp(al->subject, "precheck"))
            add_precheck(x, out);
        break;
    case SUBJECT_EVENT_OF: add_named(x->id, x->n_ids, al->subject, n, -1, out); break;
    case SUBJECT_NOTHING:
    case SUBJECT_NUMBER: break;
    }
}

/* Those before the k-th, the nearest first. */
static void add_earlier(const struct places *p, size_t k, struct found *out)
{
    for (size_t i = k < p->n ? k : p->n; i-- > 0 && !out->more;)
        add_place(out, p->v[i]);
}

static uint32_t types_of(const struct evidence *x, const struct rule *r)
{
    const struct case_row *row = &x->f->ev.row;
    bool from_submission = r->evidence & EVIDENCE_START && (row->deemed || row->accepted_at == INSTANT_NONE);
    return r->evidence | (from_submission ? 1u << EV_submitted : 0);
}

static int ascending(const void *a, const void *b)
{
    size_t x = *(const size_t *)a, y = *(const size_t *)b;
    return x < y ? -1 : x > y;
}

size_t evidence_of(const struct evidence *x, const struct alert *al, size_t place[EVIDENCE_MOST], bool *more)
{
    const struct rule *r = &rule_table[al->rule];
    struct found out = {place, 0, false};
    instant last = al->cleared > al->raised ? al->cleared : al->raised;
    uint32_t types = types_of(x, r);
    add_subject(x, al, &out);
    if (al->cleared != INSTANT_NONE) /* what ended it */
        add_until(x, &out, &x->fold, first_at(x, al->cleared), al->cleared);
    if (r->evidence & EVIDENCE_FIRST)
        add_first(&x->fold, &out);
    for (int t = 0; t < EV_TYPES; t++) {
        struct places of = x->of_type[t];
        of.n = of.n && once >> t & 1 ? 1 : of.n;
        if (types >> t & 1)
            add_until(x, &out, &of, 0, last);
    }
    if (r->evidence & EVIDENCE_EARLIER)
        add_earlier(&x->of_type[r->numbered], (size_t)rules_subject_number(al->subject), &out);
    qsort(out.place, out.n, sizeof *out.place, ascending);
    *more = out.more;
    return out.n;
}
