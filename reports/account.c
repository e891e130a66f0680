#include "reports/account.h"

#include "reports/evidence.h"
#include "reports/format.h"
#include "reports/names.h"
#include "reports/words.h"
#include "analyzer/event_fields.h"

static struct account_fact *add(struct account *out, const char *name)
{
    struct account_fact *f = &out->fact[out->n_facts++];
    *f = (struct account_fact){.name = tr_in(out->lang, name), .when = INSTANT_NONE, .light = LIGHT_NULL};
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
        str_printf(&s, "%d %s", n, tr_count_in(out->lang, n, unit));
    fact(out, name, str_keep(&s, a), NULL);
}

/* 5 天，到期 2026-10-13（日历不全，暂定），已用 3 天：按时 */
static void fact_limit(struct account *out, struct arena *a, const char *name, const struct limit *l)
{
    char buf[INSTANT_TEXT];
    struct str s = {0};
    enum lang g = out->lang;
    if (l->n != DAYS_NONE)
        str_printf(&s, tr_count_in(g, l->n, "%d 天"), l->n);
    if (l->due_at != INSTANT_NONE)
        str_printf(&s, tr_in(g, "%s到期 %s"), s.len ? tr_in(g, "，") : "", format_when(l->due_at, buf));
    else if (l->due != DAY_NONE)
        str_printf(&s, tr_in(g, "%s到期 %s"), s.len ? tr_in(g, "，") : "", day_text(l->due, buf));
    str_puts(&s, l->projected ? tr_in(g, "（暂停中，预计）") : "");
    str_puts(&s, l->provisional ? tr_in(g, ACCOUNT_PROVISIONAL) : "");
    if (s.len && l->used != DAYS_NONE)
        str_printf(&s, tr_count_in(g, l->used, "，已用 %d 天"), l->used);
    fact(out, name, s.len ? str_keep(&s, a) : tr_in(g, "没有"), NULL);
    if (l->kept >= 0)
        out->fact[out->n_facts - 1].verdict = l->kept ? tr_in(g, "按时") : tr_in(g, "超期");
}

static void put_facts(const struct dossier *d, struct account *out)
{
    const struct case_row *r = &d->f.ev.row;
    const struct refdata *ref = d->ref;
    const struct item *item = r->item_index >= 0 ? &ref->items[r->item_index] : NULL;
    fact(out, TR("事项"), item ? item->name : tr_in(d->lang, "不在清单"), r->item);
    fact(out, TR("地区"), ref->regions[r->region].name, ref->regions[r->region].code);
    fact(out, TR("承办单位"), ref->depts[r->dept].name, ref->depts[r->dept].code);
    fact(out, TR("办件类型"), tr_in(d->lang, kind_zh[r->kind]), NULL);
    fact(out, TR("阶段"), tr_in(d->lang, phase_zh[r->phase]), NULL);
    fact(out, TR("时限灯"), tr_in(d->lang, light_zh[r->light]), NULL);
    out->fact[out->n_facts - 1].light = r->light;
    fact_when(out, TR("收件"), r->submitted_at);
    fact_when(out, TR("受理"), r->accepted_at);
    if (r->deemed)
        fact(out, TR("视为受理"), tr_in(d->lang, "逾期未答复，依法自收到申请之日起视为受理"), NULL);
    fact_when(out, TR("决定"), r->decided_at);
    fact_when(out, TR("送达"), r->delivered_at);
    fact_limit(out, d->arena, TR("承诺时限"), &r->promise);
    fact_limit(out, d->arena, TR("法定时限"), &r->statutory);
    fact_number(out, d->arena, TR("暂停"), r->paused_days, d->clocks.every_day ? TR("天") : TR("个工作日"));
    fact_number(out, d->arena, TR("跑动次数"), r->visits, TR("次"));
    fact(out, TR("实施依据"), item ? item->basis : NULL, NULL);
    fact_when(out, TR("截至"), d->as_of);
}

static const char *fields_of(const struct dossier *d, const struct event *ev, struct arena *a)
{
    struct str s = {0};
    for (const struct event_field *f = event_first_field(ev->type); f->name && f->type == ev->type; f++) {
        if (!event_has(ev, f))
            continue;
        str_printf(&s, "%s%s%s", s.len ? tr_in(d->lang, "；") : "", tr_in(d->lang, words_field(f->name)),
                   tr_in(d->lang, "："));
        words_value(&s, ev, f, d->ref, d->lang);
    }
    return str_keep(&s, a);
}

void account_event(const struct dossier *d, size_t i, struct arena *a, struct account_event *out)
{
    const struct event *ev = &d->f.events[i];
    struct str title = {0};
    str_printf(&title, "%s%s", tr_in(d->lang, event_type_zh[ev->type]),
               ev->occurred > d->as_of ? tr_in(d->lang, "（尚未发生）")
               : d->f.voided[i]        ? tr_in(d->lang, "（已作废）")
                                       : "");
    *out = (struct account_event){
        .at = ev->occurred,
        .title = str_keep(&title, a),
        .region = d->ref->regions[ev->region].name,
        .dept = d->ref->depts[ev->dept].name,
        .officer = ev->officer,
        .channel = ev->channel ? tr_in(d->lang, words_word(event_channel_word[ev->channel])) : NULL,
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
        str_printf(&s, tr_count_in(d->lang, al->used, "已用 %d 天"), al->used);
    if (al->limit != DAYS_NONE)
        str_printf(&s, tr_count_in(d->lang, al->limit, "%s时限 %d 天"), s.len ? tr_in(d->lang, "，") : "",
                   al->limit);
    if (al->due != DAY_NONE)
        str_printf(&s, tr_in(d->lang, "%s到期日 %s%s"), s.len ? tr_in(d->lang, "，") : "",
                   day_text(al->due, buf),
                   is_provisional(d, al, told) ? tr_in(d->lang, ACCOUNT_PROVISIONAL) : "");
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
        out->evidence[i] = (struct account_evidence){place[i], tr_in(d->lang, event_type_zh[ev->type]),
                                                     ev->occurred};
    }
}

static void put_changes(const struct read_changes *changes, enum lang g, struct arena *a,
                        struct account_alert *out)
{
    out->changes = arena_alloc(a, (changes->n + 1) * sizeof *out->changes);
    for (size_t i = 0; i < changes->n; i++) {
        int state = names_state(changes->v[i].state);
        out->changes[out->n_changes++] = (struct account_change){
            changes->v[i].at, tr_in(g, level_zh[names_level(changes->v[i].level)]),
            state < 0 ? changes->v[i].state : tr_in(g, alert_state_zh[state])};
    }
}

void account_alert(const struct dossier *d, size_t i, struct arena *a, struct account_alert *out)
{
    const struct alert *al = &d->alerts[i].al;
    *out = (struct account_alert){
        .rule = &rule_table[al->rule],
        .level = al->level,
        .subject = tr_in(d->lang, names_subject(rule_table[al->rule].no, al->subject, a)),
        .state = tr_in(d->lang, alert_state_zh[al->state]),
        .region = d->ref->regions[al->region].name,
        .dept = d->ref->depts[al->dept].name,
        .raised = al->raised,
        .cleared = al->cleared,
    };
    put_evidence(d, al, a, out);
    out->figures = figures_of(d, al, out, a);
    put_changes(&d->alerts[i].changes, d->lang, a, out);
}

void account_of(const struct dossier *d, struct account *out)
{
    *out = (struct account){.case_no = d->f.ev.row.case_no, .lang = d->lang};
    put_facts(d, out);
    account_clocks(d, out);
}
