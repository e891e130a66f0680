#include "codec/objects.h"

void object_key(struct str *out, const char *key)
{
    char last = out->len ? out->p[out->len - 1] : '{';
    if (last != '{' && last != '[')
        str_putc(out, ',');
    if (key) {
        str_json(out, key);
        str_putc(out, ':');
    }
}

static void name(struct str *out, const char *key)
{
    str_putc(out, '"');
    str_puts(out, key);
    str_put(out, "\":", 2);
}

static void text(struct str *out, const char *key, const char *value)
{
    name(out, key);
    str_json(out, value);
    str_putc(out, ',');
}

static void when(struct str *out, const char *key, instant t)
{
    char buf[INSTANT_TEXT];
    text(out, key, t == INSTANT_NONE ? NULL : instant_text(t, buf));
}

static void number(struct str *out, const char *key, int64_t v, int64_t none)
{
    name(out, key);
    if (v == none)
        str_puts(out, "null");
    else
        str_int(out, v);
    str_putc(out, ',');
}

static void truth(struct str *out, const char *key, int v)
{
    name(out, key);
    str_puts(out, v < 0 ? "null," : v ? "true," : "false,");
}

static void month_of(struct str *out, month m)
{
    char buf[DAY_TEXT];
    text(out, "month", month_text(m, buf));
}

/* the last comma becomes the bracket */
static void close(struct str *out) { out->p[out->len - 1] = '}'; }

static void limit(struct str *out, const char *key, const struct limit *l)
{
    char buf[INSTANT_TEXT];
    name(out, key);
    str_putc(out, '{');
    number(out, "n", l->n, DAYS_NONE);
    text(out, "due",
         l->due_at != INSTANT_NONE ? instant_text(l->due_at, buf)
         : l->due != DAY_NONE      ? day_text(l->due, buf)
                                   : NULL);
    number(out, "used", l->used, DAYS_NONE);
    truth(out, "kept", l->kept);
    close(out);
    str_putc(out, ',');
}

void object_case(struct str *out, const struct case_row *r, const struct refdata *ref)
{
    str_putc(out, '{');
    text(out, "case_no", r->case_no);
    text(out, "item", r->item);
    text(out, "region", ref->regions[r->region].code);
    text(out, "dept", ref->depts[r->dept].code);
    text(out, "kind", kind_word[r->kind]);
    text(out, "phase", phase_word[r->phase]);
    text(out, "light", light_word[r->light]);
    when(out, "submitted_at", r->submitted_at);
    when(out, "accepted_at", r->accepted_at);
    when(out, "decided_at", r->decided_at);
    when(out, "delivered_at", r->delivered_at);
    truth(out, "deemed", r->deemed);
    limit(out, "promise", &r->promise);
    limit(out, "statutory", &r->statutory);
    number(out, "visits", r->visits, -1);
    number(out, "paused_days", r->paused_days, DAYS_NONE);
    close(out);
}

void object_alert(struct str *out, const char *case_no, const struct alert *al, const struct refdata *ref)
{
    const struct rule *rule = &rule_table[al->rule];
    str_putc(out, '{');
    text(out, "case_no", case_no);
    number(out, "rule", rule->no, -1);
    text(out, "subject", al->subject);
    text(out, "level", level_word[al->level]);
    text(out, "dimension", dimension_zh[rule->dimension]);
    text(out, "region", ref->regions[al->region].code);
    text(out, "dept", ref->depts[al->dept].code);
    when(out, "raised_at", al->raised);
    text(out, "state", alert_state_word[al->state]);
    close(out);
}

void object_counters(struct str *out, const struct counters *c)
{
    str_putc(out, '{');
    for (int i = 0; i < COUNTERS; i++)
        number(out, counter_name[i], c->c[i], INT64_MIN);
    close(out);
}

void object_rates(struct str *out, const struct counters *c)
{
    str_putc(out, '{');
    for (int i = 0; i < RATES; i++) {
        struct rate_value v = rate_of(c, (enum rate)i);
        name(out, rate_name[i]);
        str_putc(out, '{');
        number(out, "num", v.num, INT64_MIN);
        number(out, "den", v.den, INT64_MIN);
        number(out, "bp", v.bp, BP_NULL);
        close(out);
        str_putc(out, ',');
    }
    close(out);
}

void object_indicator(struct str *out, month first, month last, const char *by, const char *unit,
                      const struct counters *c)
{
    char buf[DAY_TEXT];
    str_putc(out, '{');
    text(out, "month", period_text(first, last, buf));
    text(out, "by", by);
    text(out, "unit", unit);
    name(out, "counters");
    object_counters(out, c);
    str_putc(out, ',');
    name(out, "rates");
    object_rates(out, c);
    str_putc(out, '}');
}

void object_standing(struct str *out, month m, const char *league, const struct standing *s, const char *unit)
{
    str_putc(out, '{');
    month_of(out, m);
    text(out, "league", league);
    number(out, "rank", s->rank, 0);
    text(out, "unit", unit);
    number(out, "score", s->score, -1);
    number(out, "completed", s->completed, INT64_MIN);
    close(out);
}

void object_bottom(struct str *out, month m, const char *league, const char *unit, int streak,
                   enum bottom_action action)
{
    str_putc(out, '{');
    month_of(out, m);
    text(out, "league", league);
    text(out, "unit", unit);
    number(out, "streak", streak, INT64_MIN);
    text(out, "action", bottom_action_word[action]);
    close(out);
}

void object_period(struct str *out, month first, month last, const char *league,
                   const struct period_standing *p, const char *unit)
{
    char buf[DAY_TEXT];
    str_putc(out, '{');
    text(out, "period", period_text(first, last, buf));
    text(out, "league", league);
    number(out, "rank", p->standing.rank, 0);
    text(out, "unit", unit);
    number(out, "score", p->standing.score, -1);
    number(out, "months", p->months, -1);
    number(out, "completed", p->standing.counters.c[C_completed], INT64_MIN);
    close(out);
}

void object_report(struct str *out, month m, const char *region, int counter, int64_t reported,
                   int64_t system, enum self_verdict verdict, bool late)
{
    str_putc(out, '{');
    month_of(out, m);
    text(out, "region", region);
    text(out, "counter", counter < 0 ? NULL : counter_name[counter]);
    number(out, "reported", counter < 0 ? INT64_MIN : reported, INT64_MIN);
    number(out, "system", counter < 0 ? INT64_MIN : system, INT64_MIN);
    text(out, "verdict", self_verdict_word[verdict]);
    truth(out, "late", late);
    close(out);
}

static void day_of(struct str *out, const char *key, day d)
{
    char buf[DAY_TEXT];
    text(out, key, d == DAY_NONE ? NULL : day_text(d, buf));
}

static void put_order(struct str *out, const struct order *o, const struct refdata *ref, instant as_of)
{
    str_putc(out, '{');
    text(out, "order", o->order);
    text(out, "region", ref->regions[o->region].code);
    text(out, "dept", ref->depts[o->dept].code);
    number(out, "alerts", o->alerts, -1);
    text(out, "state", act_state_word[o->state]);
    text(out, "color", order_color_word[order_color(o, ref, as_of)]);
    when(out, "issued_at", o->issued_at);
    day_of(out, "reply_due", o->due);
    when(out, "signed_at", o->signed_at);
    when(out, "replied_at", o->replied_at);
    when(out, "closed_at", o->closed_at);
    number(out, "rounds", o->rounds, -1);
    truth(out, "on_time", order_on_time(o, as_of));
}

void object_order(struct str *out, const struct order *o, const struct refdata *ref, instant as_of)
{
    put_order(out, o, ref, as_of);
    close(out);
}

void object_order_void(struct str *out, const struct order *o, uint32_t n_void, const struct refdata *ref,
                       instant as_of)
{
    put_order(out, o, ref, as_of);
    number(out, "void", n_void, -1);
    close(out);
}

void object_proposal(struct str *out, const struct proposal *p, const struct refdata *ref)
{
    str_putc(out, '{');
    text(out, "level", level_word[p->level]);
    month_of(out, p->month);
    text(out, "region", ref->regions[p->region].code);
    text(out, "dept", ref->depts[p->dept].code);
    name(out, "alerts");
    str_putc(out, '[');
    for (size_t i = 0; i < p->n; i++) {
        const struct candidate *c = &p->alerts[i];
        str_puts(out, i ? ",{" : "{");
        text(out, "case_no", c->case_no);
        number(out, "rule", rule_table[c->rule].no, -1);
        text(out, "subject", c->subject);
        close(out);
    }
    str_puts(out, "]}");
}

void object_interview(struct str *out, const struct interview *v, enum bottom_action action,
                      const struct refdata *ref, instant as_of)
{
    str_putc(out, '{');
    month_of(out, v->month);
    text(out, "league", league_word[v->league]);
    text(out, "unit", v->league == LEAGUE_DEPARTMENT ? ref->depts[v->unit].code : ref->regions[v->unit].code);
    text(out, "action", action == BOTTOM_NONE ? NULL : bottom_action_word[action]);
    text(out, "state", act_state_word[v->state]);
    when(out, "confirmed_at", v->confirmed_at);
    day_of(out, "held_on", v->held_on);
    day_of(out, "due", v->due);
    truth(out, "overdue", interview_overdue(v, as_of));
    close(out);
}
