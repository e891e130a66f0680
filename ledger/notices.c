#include "ledger/notices.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "codec/objects.h"

/* Kind and logical instant of a change of state; NULL: nobody is told. */
static const char *alert_kind(const struct alert *al, enum alert_state was, enum alert_state is, instant *at)
{
    *at = al->raised;
    switch (is) {
    case STATE_CLEARED: *at = al->cleared; return "alert.cleared";
    case STATE_WITHDRAWN: return "alert.withdrawn";
    case STATE_REVOKED: return "alert.revoked";
    default: return was == STATE_OPEN || was == STATE_STANDING ? NULL : "alert.raised";
    }
}

static void put_alert(struct outbox *o, const char *kind, instant at, const char *case_no,
                      const struct alert *al, enum alert_state state, const struct refdata *ref)
{
    struct str object = {0}, about = {0};
    struct alert as = *al;
    as.state = (uint8_t)state;
    object_alert(&object, case_no, &as, ref);
    str_printf(&about, "%s\n%d\n%s", case_no, rule_table[al->rule].no, al->subject);
    outbox_put(o, &(struct outbox_notice){kind, str_text(&about), at, case_no, ref->regions[al->region].code,
                                          ref->depts[al->dept].code, str_text(&object)});
    str_release(&object);
    str_release(&about);
}

void notices_alert(struct outbox *o, const char *case_no, const struct alert *al, enum alert_state was,
                   enum alert_state is, const struct refdata *ref)
{
    instant at;
    const char *kind = was == is ? NULL : alert_kind(al, was, is, &at);
    if (was == ALERT_NEW && is == STATE_CLEARED) /* found when it was over already: raised all the same */
        put_alert(o, "alert.raised", al->raised, case_no, al, is, ref);
    if (kind)
        put_alert(o, kind, at, case_no, al, is, ref);
}

void notices_order(struct outbox *o, const char *what, instant at, const struct order *order,
                   const struct refdata *ref, instant now)
{
    struct str object = {0};
    char kind[40];
    object_order(&object, order, ref, now);
    snprintf(kind, sizeof kind, "order.%s", what);
    outbox_put(o,
               &(struct outbox_notice){kind, order->order, at, order->order, ref->regions[order->region].code,
                                       ref->depts[order->dept].code, str_text(&object)});
    str_release(&object);
}

void notices_missing(struct outbox *o, month m, const char *region, instant due)
{
    struct str object = {0}, about = {0};
    char text[DAY_TEXT];
    object_report(&object, m, region, -1, 0, 0, SELF_MISSING, true);
    str_printf(&about, "%s\n%s", region, month_text(m, text));
    outbox_put(o, &(struct outbox_notice){"report.missing", str_text(&about), due, region, region, NULL,
                                          str_text(&object)});
    str_release(&object);
    str_release(&about);
}

static void put_appeal(struct outbox *o, const struct act *a, const struct appeal *p,
                       const struct refdata *ref)
{
    struct str object = {0}, about = {0};
    char kind[40];
    act_alert_key(&about, &p->alert);
    snprintf(kind, sizeof kind, "appeal.%s", act_state_word[p->state]);
    act_write(&object, a, ref);
    outbox_put(o, &(struct outbox_notice){kind, str_text(&about), a->at, p->alert.case_no,
                                          ref->regions[p->region].code, ref->depts[p->dept].code,
                                          str_text(&object)});
    str_release(&object);
    str_release(&about);
}

static void put_interview(struct outbox *o, const struct act *a, const struct interview *v,
                          const struct refdata *ref)
{
    struct str object = {0}, about = {0};
    char kind[40], text[DAY_TEXT];
    bool dept = v->league == LEAGUE_DEPARTMENT;
    const char *code = dept ? ref->depts[v->unit].code : ref->regions[v->unit].code;
    object_interview(&object, v, BOTTOM_NONE, ref, a->at);
    str_printf(&about, "%s %s %s", month_text(v->month, text), league_word[v->league], code);
    snprintf(kind, sizeof kind, "interview.%s", act_state_word[v->state]);
    outbox_put(o, &(struct outbox_notice){kind, str_text(&about), a->at, str_text(&about), dept ? NULL : code,
                                          dept ? code : NULL, str_text(&object)});
    str_release(&object);
    str_release(&about);
}

/* The state that an order has reached; an extension keeps its state and is told all the same. */
static const char *order_word(const struct act *a, const struct order *o)
{
    return a->type == ACT_extend ? "extended" : act_state_word[o->state];
}

void notices_act(struct outbox *o, const struct act *a, const struct act_things *t, const struct refdata *ref)
{
    switch ((enum act_about)act_table[a->type].about) {
    case ABOUT_ORDER: notices_order(o, order_word(a, t->order), a->at, t->order, ref, a->at); break;
    case ABOUT_APPEAL: put_appeal(o, a, t->appeal, ref); break;
    case ABOUT_INTERVIEW: put_interview(o, a, t->interview, ref); break;
    case ABOUT_NOTHING:
        if (a->type == ACT_note && a->order && a->role == ACTOR_BUREAU) /* 催办 */
            notices_order(o, "noted", a->at, t->order, ref, a->at);
        break;
    }
}

void notices_bulletin(struct outbox *o, const char *what, instant at, const struct bulletin_row *b)
{
    struct str object = {0}, about = {0};
    char kind[40], as_of[INSTANT_TEXT], dated[DAY_TEXT];
    snprintf(kind, sizeof kind, "bulletin.%s", what);
    str_printf(&about, "%s %d", b->period, b->revision);
    const struct {
        const char *name, *value;
    } text[] = {{"period", b->period},
                {"state", what},
                {"number", b->number},
                {"title", b->title},
                {"signatory", b->signatory},
                {"dated", b->dated == DAY_NONE ? NULL : day_text(b->dated, dated)},
                {"as_of", instant_text(b->as_of, as_of)},
                {"hash", b->hash}};
    str_printf(&object, "{\"revision\":%d", b->revision);
    for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
        str_printf(&object, ",\"%s\":", text[i].name);
        str_json(&object, text[i].value);
    }
    str_putc(&object, '}');
    outbox_put(o,
               &(struct outbox_notice){kind, str_text(&about), at, b->period, NULL, NULL, str_text(&object)});
    str_release(&object);
    str_release(&about);
}
