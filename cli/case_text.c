#include <stdio.h>
#include <string.h>

#include "cli/case_text.h"
#include "cli/text_table.h"
#include "reports/evidence.h"
#include "reports/format.h"
#include "reports/names.h"
#include "reports/words.h"

enum { NAME_WIDTH = 10 };

static void put_name(struct str *out, const char *name)
{
    str_printf(out, "  %s", name);
    for (size_t w = text_table_width(name); w < NAME_WIDTH; w++)
        str_putc(out, ' ');
}

static void fact(struct str *out, const char *name, const char *value)
{
    put_name(out, name);
    text_table_safe(out, value && *value ? value : "—");
    str_putc(out, '\n');
}

static void fact_when(struct str *out, const char *name, instant t)
{
    char buf[INSTANT_TEXT];
    fact(out, name, format_when(t, buf));
}

static void fact_number(struct str *out, const char *name, int32_t n, const char *unit)
{
    char buf[48] = "";
    if (n >= 0)
        snprintf(buf, sizeof buf, "%d %s", n, unit);
    fact(out, name, buf);
}

static void fact_code(struct str *out, const char *name, const char *text, const char *code)
{
    struct str s = {0};
    str_printf(&s, "%s（%s）", text, code);
    fact(out, name, str_text(&s));
    str_release(&s);
}

/* 5 天，到期 2026-10-13，已用 3 天：按时 */
static void fact_limit(struct str *out, const char *name, const struct limit *l)
{
    char buf[INSTANT_TEXT];
    struct str s = {0};
    if (l->n != DAYS_NONE)
        str_printf(&s, "%d 天", l->n);
    if (l->due_at != INSTANT_NONE)
        str_printf(&s, "到期 %s", format_when(l->due_at, buf));
    else if (l->due != DAY_NONE)
        str_printf(&s, "，到期 %s", day_text(l->due, buf));
    str_puts(&s, l->projected ? "（暂停中，预计）" : "");
    str_puts(&s, l->provisional ? "（日历不全，暂定）" : "");
    if (s.len && l->used != DAYS_NONE)
        str_printf(&s, "，已用 %d 天", l->used);
    if (l->kept >= 0)
        str_puts(&s, l->kept ? "：按时" : "：超期");
    fact(out, name, str_text(&s));
    str_release(&s);
}

static void put_facts(struct str *out, const struct case_file *c, const struct refdata *ref)
{
    const struct case_row *r = &c->f.ev.row;
    const struct item *item = r->item_index >= 0 ? &ref->items[r->item_index] : NULL;
    fact_code(out, "事项", item ? item->name : "不在清单", r->item);
    fact_code(out, "地区", ref->regions[r->region].name, ref->regions[r->region].code);
    fact_code(out, "承办单位", ref->depts[r->dept].name, ref->depts[r->dept].code);
    fact(out, "办件类型", kind_zh[r->kind]);
    fact(out, "阶段", phase_zh[r->phase]);
    fact(out, "时限灯", light_zh[r->light]);
    fact_when(out, "收件", r->submitted_at);
    fact_when(out, "受理", r->accepted_at);
    if (r->deemed)
        fact(out, "视为受理", "逾期未答复，依法自收到申请之日起视为受理");
    fact_when(out, "决定", r->decided_at);
    fact_when(out, "送达", r->delivered_at);
    fact_limit(out, "承诺时限", &r->promise);
    fact_limit(out, "法定时限", &r->statutory);
    fact_number(out, "暂停", r->paused_days, "天");
    fact_number(out, "跑动次数", r->visits, "次");
    fact(out, "实施依据", item ? item->basis : NULL);
    fact_when(out, "截至", c->as_of);
}

static void put_fields(struct str *out, const struct event *ev, const struct refdata *ref)
{
    char buf[INSTANT_TEXT];
    for (const struct event_field *f = event_first_field(ev->type); f->name && f->type == ev->type; f++) {
        if (!event_has(ev, f))
            continue;
        str_printf(out, "%s%s：", out->len ? "；" : "", words_field(f->name));
        words_value(out, ev, f, ref);
    }
    if (ev->recorded != INSTANT_NONE && ev->recorded != ev->occurred)
        str_printf(out, "%s录入于 %s", out->len ? "；" : "", format_when(ev->recorded, buf));
}

static void put_event(struct text_table *t, const struct case_file *c, size_t i, const struct refdata *ref)
{
    const struct event *ev = &c->f.events[i];
    char buf[INSTANT_TEXT];
    struct str s = {0};
    bool later = ev->occurred > c->as_of;
    text_table_int(t, (int64_t)i + 1);
    text_table_text(t, format_when(ev->occurred, buf));
    str_printf(&s, "%s%s", event_type_zh[ev->type],
               later                                  ? "（尚未发生）"
               : c->there[i] || ev->type == EV_voided ? ""
                                                      : "（已作废）");
    text_table_text(t, str_text(&s));
    text_table_text(t, ref->regions[ev->region].name);
    text_table_text(t, ref->depts[ev->dept].name);
    text_table_text(t, ev->officer);
    text_table_text(t, ev->channel ? words_word(event_channel_word[ev->channel]) : NULL);
    str_clear(&s);
    str_printf(&s, "%s/%s", ev->source, ev->event_id);
    text_table_text(t, str_text(&s));
    str_clear(&s);
    put_fields(&s, ev, ref);
    text_table_text(t, str_text(&s));
    str_release(&s);
}

static void put_events(struct str *out, const struct case_file *c, const struct refdata *ref)
{
    static const struct text_column columns[] = {{"序号", 'n'}, {"时间", 't'}, {"事件", 't'},
                                                 {"地区", 't'}, {"单位", 't'}, {"经办", 't'},
                                                 {"渠道", 't'}, {"来源", 't'}, {"内容", 't'}};
    struct text_table t;
    text_table_of(&t, columns);
    for (size_t i = 0; i < c->f.n; i++)
        put_event(&t, c, i, ref);
    text_table_end(&t, out);
}

static void put_figures(struct str *out, const struct alert *al)
{
    char buf[DAY_TEXT];
    const char *sep = "    数据：";
    if (al->used != DAYS_NONE) {
        str_printf(out, "%s已用 %d 天", sep, al->used);
        sep = "，";
    }
    if (al->limit != DAYS_NONE) {
        str_printf(out, "%s时限 %d 天", sep, al->limit);
        sep = "，";
    }
    if (al->due != DAY_NONE) {
        str_printf(out, "%s到期日 %s", sep, day_text(al->due, buf));
        sep = "，";
    }
    str_puts(out, sep[0] == ' ' ? "" : "\n");
}

/* [3] 受理 2026-10-13 09:12:45；… with the numbers of the table of events */
static void put_evidence(struct str *out, const struct case_file *c, const struct alert *al, bool *marked)
{
    char buf[INSTANT_TEXT];
    const char *sep = "    事件：";
    evidence_mark(&c->f, c->there, al, marked);
    for (size_t i = 0; i < c->f.n; i++) {
        if (!marked[i])
            continue;
        str_printf(out, "%s[%zu] %s %s", sep, i + 1, event_type_zh[c->f.events[i].type],
                   format_when(c->f.events[i].occurred, buf));
        sep = "；";
    }
    str_puts(out, sep[0] == ' ' ? "" : "\n");
}

static void put_history(struct str *out, const struct read_changes *changes)
{
    char buf[INSTANT_TEXT];
    for (size_t i = 0; i < changes->n; i++) {
        int state = names_state(changes->v[i].state), level = names_level(changes->v[i].level);
        str_printf(out, "%s%s %s %s", i ? "；" : "    经过：", format_when(changes->v[i].at, buf),
                   level_zh[level], state < 0 ? "" : alert_state_zh[state]);
    }
    str_puts(out, changes->n ? "\n" : "");
}

static void put_alert(struct str *out, const struct case_file *c, const struct case_alert *one,
                      const struct refdata *ref, struct arena *a, bool *marked)
{
    const struct alert *al = &one->al;
    const struct rule *r = &rule_table[al->rule];
    char buf[INSTANT_TEXT];
    str_printf(out, "\n  [%s] %d %s ", level_zh[al->level], r->no, r->title);
    text_table_safe(out, names_subject(r->no, al->subject, a));
    str_printf(out, "%s状态：%s\n    发生于 %s", *al->subject ? " " : "", alert_state_zh[al->state],
               format_when(al->raised, buf));
    if (al->cleared != INSTANT_NONE)
        str_printf(out, "，消除于 %s", format_when(al->cleared, buf));
    str_printf(out, "\n    责任单位：%s %s\n", ref->regions[al->region].name, ref->depts[al->dept].name);
    str_printf(out, "    规则：%s（%s）\n", r->text, dimension_zh[r->dimension]);
    put_figures(out, al);
    put_evidence(out, c, al, marked);
    str_printf(out, "    依据：%s\n    目的：%s\n", r->basis, r->purpose);
    put_history(out, &one->changes);
}

void case_text_alerts(struct str *out, const struct case_file *c, const struct refdata *ref, struct arena *a)
{
    bool *marked = arena_alloc(a, c->f.n + 1);
    if (!c->n_alerts)
        str_puts(out, "  没有。\n");
    for (size_t i = 0; i < c->n_alerts; i++)
        put_alert(out, c, &c->alerts[i], ref, a, marked);
}

void case_text(struct str *out, const struct case_file *c, const struct refdata *ref, struct arena *a)
{
    str_puts(out, "办件 ");
    text_table_safe(out, c->f.ev.row.case_no);
    str_puts(out, "\n\n");
    put_facts(out, c, ref);
    str_puts(out, "\n一、办理过程\n\n");
    put_events(out, c, ref);
    str_puts(out, "\n二、到期日是怎样算出的\n\n");
    case_clocks(out, c, ref, a);
    str_puts(out, "\n三、预警与红黄牌\n");
    case_text_alerts(out, c, ref, a);
}
