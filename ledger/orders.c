/* Orders as the days go by: colours, whether a reply is late, their counters. And orders of another reference
 * version, which are folded once more out of their acts. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "codec/act_decode.h"
#include "ledger/act.h"
#include "ledger/notices.h"

/* `month counter` of each, as the row keeps them. */
static const char *counts_text(const struct order_count *v, int n, struct arena *a)
{
    char *z = arena_zalloc(a, 200);
    for (int i = 0; i < n; i++)
        snprintf(z + strlen(z), 60, "%s%" PRId32 " %s", i ? "," : "", v[i].month, counter_name[v[i].counter]);
    return z;
}

/* Adds what such a text says to the counters, or takes it off. */
static void add_counts(struct ledger *l, const struct order *o, const char *text, int sign)
{
    char name[64];
    month m;
    int used;
    for (; sscanf(text, "%" SCNd32 " %63[a-z_]%n", &m, name, &used) == 2; text += *text == ',') {
        int counter = counter_find(name);
        text += used;
        if (counter >= 0)
            sums_add(&l->refold.sums, &(struct contrib){m, o->region, o->dept, (uint16_t)counter, 1}, "",
                     KIND_NONE, sign);
    }
}

/* "Due soon" is told once of each round. */
static instant due_soon_of(const struct order *o, const struct refdata *ref, instant now)
{
    instant t = order_due_soon(o, ref);
    return t != INSTANT_NONE && t > now ? t : INSTANT_NONE;
}

/* A round is open and its due day is over. */
static bool is_overdue(const struct order *o, instant now)
{
    return o->round_end == INSTANT_NONE && !order_ended(o) && now >= day_start(o->due + 1);
}

/* What the day has changed since the row was written; of an order that is folded once more (`anew`), whose
 * days may be others now, what stands of that. */
static void tell_day(struct ledger *l, const struct order_row *was, const struct order_row *is, bool anew,
                     instant now)
{
    bool soon = was->due_soon != INSTANT_NONE && was->due_soon <= now && is->o.round_end == INSTANT_NONE &&
                !order_ended(&is->o);
    if (soon && (!anew || is->due_soon == INSTANT_NONE))
        notices_order(&l->refold.outbox, "due_soon", was->due_soon, &is->o, l->ref, now);
    if (is->overdue && !was->overdue)
        notices_order(&l->refold.outbox, "overdue", day_start(is->o.due + 1), &is->o, l->ref, now);
}

int ledger_order_put(struct ledger *l, struct order_row *r, instant now, struct err *e)
{
    struct order_count v[ORDER_COUNTS];
    int n = order_counts(&r->o, now, v);
    const char *counts = counts_text(v, n, &l->scratch);
    add_counts(l, &r->o, r->counts, -1);
    add_counts(l, &r->o, counts, 1);
    r->counts = counts;
    r->color = order_color(&r->o, l->ref, now);
    r->on_time = order_on_time(&r->o, now);
    r->overdue = is_overdue(&r->o, now);
    r->provisional = order_provisional(&r->o, l->ref);
    r->due_soon = due_soon_of(&r->o, l->ref, now);
    r->next_change = order_next_change(&r->o, l->ref, now);
    if (r->due_soon != INSTANT_NONE && r->due_soon < r->next_change)
        r->next_change = r->due_soon;
    return orders_put(&l->db, r, l->ref, e);
}

/* The order once more out of its acts: due days follow the calendar. */
static int fold_again(struct ledger *l, struct order_row *r, struct err *e)
{
    struct acts_lines lines;
    struct order o = {.state = IS_none};
    struct act a;
    struct reject rj;
    if (acts_read(&l->db, 0, INT32_MAX, r->o.order, &l->scratch, &lines, e))
        return -1;
    for (size_t i = 0; i < lines.n; i++) {
        if (act_decode(lines.v[i].body, strlen(lines.v[i].body), l->ref, &l->scratch, &a, &rj)) {
            l->db.fail = DB_BUG;
            return err_set(e, "act %" PRId64 " cannot be read with this reference data: %s", lines.v[i].seq,
                           rj.reason);
        }
        order_apply(&o, &a, l->ref);
    }
    o.order = r->o.order;
    r->o = o;
    return 0;
}

static int write_all(struct ledger *l, const struct order_rows *rows, instant now, struct err *e)
{
    refold_begin(&l->refold, l->ref, now);
    ingest_begin(&l->ingest, now);
    for (size_t i = 0; i < rows->n; i++) {
        const struct order_row was = rows->v[i];
        if ((rows->stale[i] && fold_again(l, &rows->v[i], e)) || ledger_order_put(l, &rows->v[i], now, e))
            return -1;
        tell_day(l, &was, &rows->v[i], rows->stale[i], now);
    }
    if (interviews_due(&l->db, now, e))
        return -1;
    if (!rows->n)
        return 0;
    if (sums_write(&l->refold.sums, &l->db, l->slot, l->ref, e) || outbox_write(&l->refold.outbox, &l->db, e))
        return -1;
    return ingest_tally(&l->ingest, &l->db, l->slot, 0, now, l->now.high, e);
}

int ledger_orders_at(struct ledger *l, instant now, int limit, size_t *n, struct err *e)
{
    struct order_rows rows;
    int rc = orders_lock_due(&l->db, now, limit, l->ref, &l->scratch, &rows, e) || write_all(l, &rows, now, e)
                 ? -1
                 : 0;
    *n = rc ? 0 : rows.n;
    arena_reset(&l->scratch);
    return rc;
}

static enum ledger_end attempt(struct ledger *l, int limit, size_t *n, struct err *e)
{
    instant now;
    if (now_read(&l->now, &l->db, &now, e) || gate_begin(&l->db, e))
        return ledger_failure(l);
    if (l->now.jumped)
        return LEDGER_DONE; /* no judgement by time until the clock is right again */
    int rc = ledger_orders_at(l, now, limit, n, e);
    if (rc > 0)
        return LEDGER_AGAIN; /* the clock was set back meanwhile */
    if (rc || db_run(&l->db, "commit", e))
        return ledger_failure(l);
    db_stored(&l->db);
    return LEDGER_DONE;
}

enum ledger_end ledger_orders(struct ledger *l, int limit, size_t *n, struct err *e)
{
    *n = 0;
    enum ledger_end end = attempt(l, limit, n, e);
    ledger_rollback(l);
    return end;
}
