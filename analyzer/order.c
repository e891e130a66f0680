#include "analyzer/order.h"

const char *const order_color_word[COLORS] = {"blue", "orange", "red"};
const char *const order_color_zh[COLORS] = {"蓝", "橙", "红"};

/* "Over" = at 00:00 after that day. */
static instant over(day d) { return day_start(d + 1); }

static instant escalates(day due, const struct refdata *ref)
{
    return over(calendar_add(&ref->cal, due, ref->orders.escalate_days));
}

/* the reply_days-th working day after the day of the act */
static day due_after(const struct act *a, const struct refdata *ref)
{
    return calendar_add(&ref->cal, instant_day(a->at), a->reply_days);
}

/* The last round's steps: one when its due day is over before the reply or cancel that ends it, one more when
 * the 3rd working day after is over likewise. What comes at that 00:00 itself does not come before it. */
static int round_steps(const struct order *o, const struct refdata *ref, instant as_of)
{
    instant end = o->round_end == INSTANT_NONE ? as_of : o->round_end;
    return (end >= over(o->due)) + (end >= escalates(o->due, ref));
}

static uint8_t capped(int steps) { return steps < COLOR_RED ? (uint8_t)steps : COLOR_RED; }

static void begin(struct order *o, const struct act *a, const struct refdata *ref)
{
    day due = due_after(a, ref);
    *o = (struct order){
        .order = a->order,
        .region = a->region,
        .dept = a->dept,
        .alerts = a->alerts.n,
        .issued_at = a->at,
        .signed_at = INSTANT_NONE,
        .replied_at = INSTANT_NONE,
        .closed_at = INSTANT_NONE,
        .rounds = 1,
        .first_due = due,
        .due = due,
        .round_end = INSTANT_NONE,
    };
}

static void reply(struct order *o, instant at)
{
    o->round_end = at;
    if (o->replied_at == INSTANT_NONE)
        o->replied_at = at;
}

static void new_round(struct order *o, const struct act *a, const struct refdata *ref)
{
    o->steps = capped(o->steps + round_steps(o, ref, a->at));
    o->rounds++;
    o->due = due_after(a, ref);
    o->round_end = INSTANT_NONE;
}

static void extend(struct order *o, const struct act *a, const struct refdata *ref)
{
    o->due = due_after(a, ref);
    if (o->rounds == 1)
        o->first_due = o->due;
}

static void cancel(struct order *o, instant at)
{
    o->closed_at = at;
    if (o->round_end == INSTANT_NONE)
        o->round_end = at;
}

void order_apply(struct order *o, const struct act *a, const struct refdata *ref)
{
    switch ((enum act_type)a->type) {
    case ACT_issue: begin(o, a, ref); break;
    case ACT_sign: o->signed_at = a->at; break;
    case ACT_reply: reply(o, a->at); break;
    case ACT_return: new_round(o, a, ref); break;
    case ACT_extend: extend(o, a, ref); break;
    case ACT_close: o->closed_at = a->at; break;
    case ACT_cancel: cancel(o, a->at); break;
    default: return;
    }
    if (act_table[a->type].to != IS_stay)
        o->state = act_table[a->type].to;
}

bool order_extendable(const struct order *o, const struct act *a, const struct refdata *ref)
{
    return a->at < over(o->due) && due_after(a, ref) > o->due;
}

enum order_color order_color(const struct order *o, const struct refdata *ref, instant as_of)
{
    return (enum order_color)capped(o->steps + round_steps(o, ref, as_of));
}

/* Was the first due day over by `at`, and the order not cancelled strictly before that? */
static bool first_due_over(const struct order *o, instant at)
{
    return over(o->first_due) <= at && !(o->state == IS_cancelled && o->closed_at < over(o->first_due));
}

static bool first_in_time(const struct order *o)
{
    return o->replied_at != INSTANT_NONE && o->replied_at < over(o->first_due);
}

int order_on_time(const struct order *o, instant as_of)
{
    return first_in_time(o) ? 1 : first_due_over(o, as_of) ? 0 : -1;
}

int order_counts(const struct order *o, instant as_of, struct order_count out[ORDER_COUNTS])
{
    int n = 0;
    if (o->state == IS_cancelled)
        return 0;
    out[n++] = (struct order_count){day_month(instant_day(o->issued_at)), C_orders};
    if (!first_due_over(o, as_of))
        return n;
    out[n++] = (struct order_count){day_month(o->first_due), C_orders_due};
    if (first_in_time(o))
        out[n++] = (struct order_count){day_month(o->first_due), C_orders_on_time};
    return n;
}

static instant sooner(instant a, instant b, instant as_of) { return b > as_of && b < a ? b : a; }

/* Counts differ when the first due day is over, also of an order that was closed before; the colour of an
 * open round steps as long as it is not red. */
instant order_next_change(const struct order *o, const struct refdata *ref, instant as_of)
{
    instant next = INSTANT_MAX;
    if (o->state == IS_cancelled)
        return next;
    next = sooner(next, over(o->first_due), as_of);
    if (o->round_end == INSTANT_NONE && o->steps < 2)
        next = sooner(next, over(o->due), as_of);
    if (o->round_end == INSTANT_NONE && o->steps < 1)
        next = sooner(next, escalates(o->due, ref), as_of);
    return next;
}

instant order_due_soon(const struct order *o, const struct refdata *ref)
{
    if (o->round_end != INSTANT_NONE)
        return INSTANT_NONE;
    return day_start(calendar_nth(&ref->cal, calendar_count(&ref->cal, o->due) - 1));
}

bool order_provisional(const struct order *o, const struct refdata *ref)
{
    return !calendar_covers(&ref->cal, instant_day(o->issued_at), o->due);
}
