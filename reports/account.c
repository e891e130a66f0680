#include "reports/account.h"

#include "reports/evidence.h"
#include "reports/format.h"
#include "reports/names.h"
#include "reports/words.h"
#include "analyzer/event_fields.h"

static struct account_fact *add(struct account *out, const char *name)
{
    struct account_fact *f = &out->fact[out->n_facts++];
    *f = (struct account_fact){.name = name, .when = INSTANT_NONE, .light = LIGHT_NULL};
    return f;
}

static void fact(struct account *out, const char *name, const char *text, const char *code)
{
    struct account_fact *f = add(out, name);
    f->text = text && *text ? text : "—";
    f->code = code;
}

static void fact_when(struct account *out, const char *name, instant t) { add(out, name)->when = t; }

static void fact_number(struct account *out, struct arena *a, const char *name, int32_t n, const char *unit)
{
    struct str s = {0};
    if (n >= 0)
        str_printf(&s, "%d %s", n, unit);
    fact(out, name, str_keep(&s, a), NULL);
}

/* 5 天，到期 2026-10-13（日历不全，暂定），已用 3 天：按时 */
static void fact_limit(struct account *out, struct arena *a, const char *name, const struct limit *l)
{
    char buf[INSTANT_TEXT];
    struct str s = {0};
    if (l->n != DAYS_NONE)
        str_printf(&s, "%d 天", l->n);
    if (l->due_at != INSTANT_NONE)
        str_printf(&s, "%s到期 %s", s.len ? "，" : "", format_when(l->due_at, buf));
    else if (l->due != DAY_NONE)
        str_printf(&s, "%s到期 %s", s.len ? "，" : "", day_text(l->due, buf));
    str_puts(&s, l->projected ? "（暂停中，预计）" : "");
    str_puts(&s, l->provisional ? ACCOUNT_PROVISIONAL : "");
    if (s.len && l->used != DAYS_NONE)
        str_printf(&s, "，已用 %d 天", l->used);
    fact(out, name, s.len ? str_keep(&s, a) : "没有", NULL);
    if (l->kept >= 0)
        out->fact[out->n_facts - 1].verdict = l->kept ? "按时" : "超期";
}

static void put_facts(const struct dossier *d, struct account *out)
{
    const struct case_row *r = &d->f.ev.row;
    const struct refdata *ref = d->ref;
    const struct item *item = r->item_index >= 0 ? &ref->items[r->item_index] : NULL;
    fact(out, "事项", item ? item->name : "不在清单", r->item);
    fact(out, "地区", ref->regions[r->region].name, ref->regions[r->region].code);
    fact(out, "承办单位", ref->depts[r->dept].name, ref->depts[r->dept].code);
    fact(out, "办件类型", kind_zh[r->kind], NULL);
    fact(out, "阶段", phase_zh[r->phase], NULL);
    fact(out, "时限灯", light_zh[r->light], NULL);
    out->fact[out->n_facts - 1].light = r->light;
    fact_when(out, "收件", r->submitted_at);
    fact_when(out, "受理", r->accepted_at);
    if (r->deemed)
        fact(out, "视为受理", "逾期未答复，依法自收到申请之日起视为受理", NULL);
    fact_when(out, "决定", r->decided_at);
    fact_when(out, "送达", r->delivered_at);
    fact_limit(out, d->arena, "承诺时限", &r->promise);
    fact_limit(out, d->arena, "法定时限", &r->statutory);
    fact_number(out, d->arena, "暂停", r->paused_days, d->clocks.every_day ? "天" : "个工作日");
    fact_number(out, d->arena, "跑动次数", r->visits, "次");
    fact(out, "实施依据", item ? item->basis : NULL, NULL);
    fact_when(out, "截至", d->as_of);
}

static const char *fields_of(const struct dossier *d, const struct event *ev, struct arena *a)
{
    struct str s = {0};
    for (const struct event_field *f = event_first_field(ev->type); f->name && f->type == ev->type; f++) {
        if (!event_has(ev, f))
            continue;
        str_printf(&s, "%s%s：", s.len ? "；" : "", words_field(f->name));
        words_value(&s, ev, f, d->ref);
    }
    return str_keep(&s, a);
}

void account_event(const struct dossier *d, size_t i, struct arena *a, struct account_event *out)
{
    const struct event *ev = &d->f.events[i];
    struct str title = {0};
    str_printf(&title, "%s%s", event_type_zh[ev->type],
               ev->occurred > d->as_of ? "（尚未发生）"
               : d->f.voided[i]        ? "（已作废）"
                                       : "");
    *out = (struct account_event){
        .at = ev->occurred,
        .title = str_keep(&title, a),
        .region = d->ref->regions[ev->region].name,
        .dept = d->ref->depts[ev->dept].name,
        .officer = ev->officer,
        .channel = ev->channel ? words_word(event_channel_word[ev->channel]) : NULL,
        .source = ev->source,
        .event_id = ev->event_id,
        .fields = fields_of(d, ev, a),
        .recorded = ev->recorded == ev->occurred ? INSTANT_NONE : ev->recorded,
        .voided = d->f.voided[i],
    };
}

/* The limits know it of their due days; an applicant's own is counted over nothing; every other one is
 * counted in working days from the first event behind the alert. */
static bool is_provisional(const struct dossier *d, const struct alert *al, const struct account_alert *told)
{
    switch ((enum rule_index)al->rule) {
    case R101:
    case R102:
    case R104: return d->clocks.promise.provisional;
    case R103: return d->clocks.statutory.provisional;
    case R115: return false;
    default:
        return told->n_evidence && !calendar_covers(&d->ref->cal, instant_day(told->evidence[0].at), al->due);
    }
}

static const char *figures_of(const struct dossier *d, const struct alert *al,
                              const struct account_alert *told, struct arena *a)
{
    char buf[DAY_TEXT];
    struct str s = {0};
    if (al->used != DAYS_NONE)
        str_printf(&s, "已用 %d 天", al->used);
    if (al->limit != DAYS_NONE)
        str_printf(&s, "%s时限 %d 天", s.len ? "，" : "", al->limit);
    if (al->due != DAY_NONE)
        str_printf(&s, "%s到期日 %s%s", s.len ? "，" : "", day_text(al->due, buf),
                   is_provisional(d, al, told) ? ACCOUNT_PROVISIONAL : "");
    return str_keep(&s, a);
}

static void put_evidence(const struct dossier *d, const struct alert *al, struct arena *a,
                         struct account_alert *out)
{
    size_t place[EVIDENCE_MOST];
    out->n_evidence = evidence_of(d->evidence, al, place, &out->more_evidence);
    out->evidence = arena_alloc(a, (out->n_evidence + 1) * sizeof *out->evidence);
    for (size_t i = 0; i < out->n_evidence; i++) {
        const struct event *ev = &d->f.events[place[i]];
        out->evidence[i] = (struct account_evidence){place[i], event_type_zh[ev->type], ev->occurred};
    }
}

static void put_changes(const struct read_changes *changes, struct arena *a, struct account_alert *out)
{
    out->changes = arena_alloc(a, (changes->n + 1) * sizeof *out->changes);
    for (size_t i = 0; i < changes->n; i++) {
        int state = names_state(changes->v[i].state);
        out->changes[out->n_changes++] = (struct account_change){
            changes->v[i].at, level_zh[names_level(changes->v[i].level)],
            state < 0 ? changes->v[i].state : alert_state_zh[state]};
    }
}

void account_alert(const struct dossier *d, size_t i, struct arena *a, struct account_alert *out)
{
    const struct alert *al = &d->alerts[i].al;
    *out = (struct account_alert){
        .rule = &rule_table[al->rule],
        .level = al->level,
        .subject = names_subject(rule_table[al->rule].no, al->subject, a),
        .state = alert_state_zh[al->state],
        .region = d->ref->regions[al->region].name,
        .dept = d->ref->depts[al->dept].name,
        .raised = al->raised,
        .cleared = al->cleared,
    };
    put_evidence(d, al, a, out);
    out->figures = figures_of(d, al, out, a);
    put_changes(&d->alerts[i].changes, a, out);
}

void account_of(const struct dossier *d, struct account *out)
{
    *out = (struct account){.case_no = d->f.ev.row.case_no};
    put_facts(d, out);
    account_clocks(d, out);
}
