/* Any bytes as the history of a case, absurd ones too: what eval gives is sorted and whole, next_change is exact, and all of it can be written. */
#include <jansson.h>

#include "analyzer/explain.h"
#include "codec/objects.h"
#include "tests/fuzz/fuzz.h"
#include "tests/unit/history.h"

enum { MOST = 60 };

/* Values at the limits of what decode lets in. */
static void make_absurd(struct event *ev, uint32_t how)
{
    struct event_data *d = &ev->data;
    switch (how) {
    case 1: d->promised_days = d->statutory_days = d->limit_days = 36500; break;
    case 2: d->days = ev->type == EV_extended ? -36500 : 36500; break;
    case 3: d->promise_due = INSTANT_FIRST; break;
    case 4: d->promise_due = INSTANT_LAST; break;
    case 5: d->missing_due = DAY_FIRST; break;
    case 6: d->missing_due = DAY_LAST; break;
    case 7: ev->recorded = INSTANT_LAST; break;
    case 8: ev->recorded = day_start(day_make(2000, 1, 1)); break;
    case 9: ev->recorded = INSTANT_NONE; break;
    case 10: ev->occurred = day_start(day_make(2000, 1, 1)); break;
    case 11: ev->occurred = INSTANT_LAST; break;
    case 12: ev->occurred += 20 * 365 * DAY_LENGTH; break;
    case 13: d->promised_days = d->statutory_days = 0; break;
    }
}

/* Seven bytes an event. */
static size_t make_history(struct fuzz_input *in, const struct refdata *ref, struct arena *a, struct event *ev)
{
    size_t n = 0;
    int32_t item = (int32_t)(fuzz_take(in, 2) % (uint32_t)(ref->n_items + 1)) - 1;
    for (; n < MOST && in->p < in->end; n++) {
        struct event *e = &ev[n];
        char id[16];
        snprintf(id, sizeof id, "e%zu", n);
        event_clear(e);
        e->event_id = arena_strdup(a, id);
        e->source = "zwfw";
        e->case_no = "案-1";
        e->type = (uint8_t)(fuzz_take(in, 1) % (EV_voided + 1));
        uint32_t when = fuzz_take(in, 2), more = fuzz_take(in, 1);
        e->occurred = day_start(day_make(2026, 1, 20) + (day)(when >> 8) / 4) + (when & 0x3ff) * 84 * SECOND;
        e->recorded = e->occurred + (more & 1 ? 25 * HOUR : 0);
        e->channel = (uint8_t)(more >> 1 & 7);
        e->region = (int32_t)(more >> 4 & 1);
        e->dept = (int32_t)(more >> 5 & 1);
        e->officer = more >> 6 & 1 ? "o1" : NULL;
        e->item_index = item;
        e->item = item < 0 ? "没有的" : ref->items[item].code;
        uint64_t seed = fuzz_take(in, 2);
        history_data(&seed, e, ref, ev, n, a);
        make_absurd(e, fuzz_take(in, 1) & 31);
    }
    return n;
}

static void check_json(struct str *out)
{
    json_t *j = json_loadb(out->p, out->len, JSON_REJECT_DUPLICATES, NULL);
    MUST(json_is_object(j));
    json_decref(j);
    str_clear(out);
}

static void check_objects(const struct evaluation *e, const struct refdata *ref)
{
    struct str out = {0};
    object_case(&out, &e->row, ref);
    check_json(&out);
    for (size_t i = 0; i < e->alerts.n && i < 5; i++) {
        object_alert(&out, e->row.case_no, &e->alerts.v[i], ref);
        check_json(&out);
    }
    str_release(&out);
}

static void check_packed(const struct evaluation *e, const struct refdata *ref, struct arena *a)
{
    struct str one = {0}, other = {0};
    struct evaluation back = {0};
    eval_pack(&one, e, ref);
    MUST(eval_unpack((const uint8_t *)one.p, one.len, ref, a, &back));
    eval_pack(&other, &back, ref);
    MUST(fuzz_same(&one, &other));
    eval_release(&back);
    str_release(&one);
    str_release(&other);
}

/* What is stored of a case and may not drift with the day; gives next_change. */
static instant stored(struct str *out, const struct event *ev, size_t n, const struct refdata *ref, instant as_of, struct arena *a)
{
    struct evaluation e = {0};
    str_clear(out);
    eval(&e, ev, n, NULL, ref, as_of, a);
    MUST(eval_sane(&e, ref, as_of));
    if (!e.empty) {
        const struct case_row *r = &e.row;
        check_objects(&e, ref);
        check_packed(&e, ref, a);
        eval_pack(out, &e, ref);
        str_printf(out, "|%s|%d|%d|%d|%d|%d|%d|%d|%d", r->item, r->region, r->dept, r->kind, r->phase, r->light, r->deemed, r->ended, r->visits);
        str_printf(out, "|%d|%d|%d|%d|%d|%d", r->promise.n, r->promise.kept, r->promise.projected ? 0 : r->promise.due, r->statutory.n,
                   r->statutory.kept, r->statutory.projected ? 0 : r->statutory.due);
    }
    instant next = e.next_change;
    eval_release(&e);
    return next;
}

static bool event_at(const struct event *ev, size_t n, instant t)
{
    for (size_t i = 0; i < n; i++)
        if (ev[i].occurred == t)
            return true;
    return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena a;
    const struct refdata *ref = fuzz_refdata();
    struct fuzz_input in = {data, data + size};
    struct event ev[MOST];
    struct str was = {0}, then = {0};
    struct explanation x;
    arena_reset(&a);
    instant t = day_start(day_make(2026, 1, 20)) + fuzz_take(&in, 2) * HOUR;
    size_t n = make_history(&in, ref, &a, ev);
    for (int step = 0; step < 3; step++) {
        instant next = stored(&was, ev, n, ref, t, &a);
        if (!step && explain(&x, ev, n, ref, t, &a))
            explain_release(&x);
        if (next > INSTANT_LAST)
            break;
        stored(&then, ev, n, ref, next - 1, &a);
        MUST(fuzz_same(&was, &then));
        stored(&then, ev, n, ref, next, &a);
        /* an event that comes while a void takes out another may leave every figure as it was; time alone may not */
        MUST(!fuzz_same(&was, &then) || event_at(ev, n, next));
        t = next;
    }
    stored(&was, ev, n, ref, INSTANT_LAST, &a);
    str_release(&was);
    str_release(&then);
    return 0;
}
