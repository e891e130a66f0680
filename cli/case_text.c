#include "cli/case_text.h"
#include "cli/text_table.h"
#include "reports/account.h"
#include "reports/format.h"

enum { NAME_WIDTH = 10 };

static void put_name(struct str *out, const char *name)
{
    str_printf(out, "  %s", name);
    for (size_t w = text_table_width(name); w < NAME_WIDTH; w++)
        str_putc(out, ' ');
}

static void put_fact(struct str *out, const struct account_fact *f)
{
    char buf[INSTANT_TEXT];
    put_name(out, f->name);
    text_table_safe(out, f->text ? f->text : f->when == INSTANT_NONE ? "—" : format_when(f->when, buf));
    if (f->code) {
        str_puts(out, "（");
        text_table_safe(out, f->code);
        str_puts(out, "）");
    }
    if (f->verdict)
        str_printf(out, "：%s", f->verdict);
    str_putc(out, '\n');
}

static void put_fields(struct str *out, const struct account_event *ev)
{
    char buf[INSTANT_TEXT];
    str_puts(out, ev->fields);
    if (ev->recorded != INSTANT_NONE)
        str_printf(out, "%s录入于 %s", out->len ? "；" : "", format_when(ev->recorded, buf));
}

static void put_event(struct text_table *t, size_t i, const struct account_event *ev)
{
    char buf[INSTANT_TEXT];
    struct str s = {0};
    text_table_int(t, (int64_t)i + 1);
    text_table_text(t, format_when(ev->at, buf));
    text_table_text(t, ev->title);
    text_table_text(t, ev->region);
    text_table_text(t, ev->dept);
    text_table_text(t, ev->officer);
    text_table_text(t, ev->channel);
    str_printf(&s, "%s/%s", ev->source, ev->event_id);
    text_table_text(t, str_text(&s));
    str_clear(&s);
    put_fields(&s, ev);
    text_table_text(t, str_text(&s));
    str_release(&s);
}

static void put_events(struct str *out, const struct dossier *d)
{
    static const struct text_column columns[] = {{"序号", 'n'}, {"时间", 't'}, {"事件", 't'},
                                                 {"地区", 't'}, {"单位", 't'}, {"经办", 't'},
                                                 {"渠道", 't'}, {"来源", 't'}, {"内容", 't'}};
    struct text_table t;
    struct arena a = {0};
    text_table_of(&t, columns);
    for (size_t i = 0; i < d->f.n; i++) {
        struct account_event ev;
        arena_reset(&a);
        account_event(d, i, &a, &ev);
        put_event(&t, i, &ev);
    }
    text_table_end(&t, out);
    arena_release(&a);
}

static void put_table(struct str *out, const struct account_table *t)
{
    enum { MOST = 12 };
    struct text_column columns[MOST];
    struct text_table table;
    char buf[INSTANT_TEXT];
    if (!t->n_rows)
        return;
    for (size_t k = 0; k < t->n_columns; k++)
        columns[k] = (struct text_column){t->column[k].title,
                                          t->column[k].form == ACCOUNT_FIGURE ? 'n' : 't'};
    str_printf(out, "\n  %s\n\n", t->title);
    text_table_begin(&table, columns, t->n_columns);
    for (size_t i = 0; i < t->n_rows * t->n_columns; i++)
        text_table_text(&table, t->cell[i].text ? t->cell[i].text : format_when(t->cell[i].when, buf));
    text_table_end(&table, out);
}

static void put_clocks(struct str *out, const struct account *a)
{
    str_printf(out, "  %s\n", a->start);
    for (int k = 0; k < 2; k++) {
        str_printf(out, "  %s\n", a->limit[k].text);
        for (int i = 0; i < a->limit[k].n_lines; i++)
            str_printf(out, "    %s\n", a->limit[k].line[i]);
    }
    put_table(out, &a->windows);
    put_table(out, &a->pauses);
    put_table(out, &a->days);
    if (a->cut)
        str_printf(out, "  只列出前 %d 天。\n", EXPLAIN_DAYS);
}

/* [3] 受理 2026-10-13 09:12:45；… with the numbers of the table of events */
static void put_evidence(struct str *out, const struct account_alert *al)
{
    char buf[INSTANT_TEXT];
    for (size_t i = 0; i < al->n_evidence; i++)
        str_printf(out, "%s[%zu] %s %s", i ? "；" : "    事件：", al->evidence[i].event + 1,
                   al->evidence[i].title, format_when(al->evidence[i].at, buf));
    str_puts(out, al->more_evidence ? "；等\n" : al->n_evidence ? "\n" : "");
}

static void put_changes(struct str *out, const struct account_alert *al)
{
    char buf[INSTANT_TEXT];
    for (size_t i = 0; i < al->n_changes; i++)
        str_printf(out, "%s%s %s %s", i ? "；" : "    经过：", format_when(al->changes[i].at, buf),
                   al->changes[i].level, al->changes[i].state);
    str_puts(out, al->n_changes ? "\n" : "");
}

static void put_alert(struct str *out, const struct account_alert *al)
{
    char buf[INSTANT_TEXT];
    str_printf(out, "\n  [%s] %d %s ", level_zh[al->level], al->rule->no, al->rule->title);
    text_table_safe(out, al->subject);
    str_printf(out, "%s状态：%s\n    发生于 %s", *al->subject ? " " : "", al->state,
               format_when(al->raised, buf));
    if (al->cleared != INSTANT_NONE)
        str_printf(out, "，消除于 %s", format_when(al->cleared, buf));
    str_printf(out, "\n    责任单位：%s %s\n", al->region, al->dept);
    str_printf(out, "    规则：%s（%s）\n", al->rule->text, dimension_zh[al->rule->dimension]);
    if (*al->figures)
        str_printf(out, "    数据：%s\n", al->figures);
    put_evidence(out, al);
    str_printf(out, "    依据：%s\n    目的：%s\n", al->rule->basis, al->rule->purpose);
    put_changes(out, al);
}

static void put_alerts(struct str *out, const struct dossier *d)
{
    struct arena a = {0};
    for (size_t i = 0; i < d->n_alerts; i++) {
        struct account_alert al;
        arena_reset(&a);
        account_alert(d, i, &a, &al);
        put_alert(out, &al);
    }
    if (!d->n_alerts)
        str_puts(out, "  没有。\n");
    arena_release(&a);
}

void case_text(struct str *out, const struct dossier *d)
{
    struct account a;
    account_of(d, &a);
    str_puts(out, "办件 ");
    text_table_safe(out, a.case_no);
    str_puts(out, "\n\n");
    for (size_t i = 0; i < a.n_facts; i++)
        put_fact(out, &a.fact[i]);
    str_puts(out, "\n一、办理过程\n\n");
    put_events(out, d);
    str_puts(out, "\n二、到期日是怎样算出的\n\n");
    put_clocks(out, &a);
    str_puts(out, "\n三、预警与红黄牌\n");
    put_alerts(out, d);
}
