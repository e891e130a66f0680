#include "cli/case_text.h"
#include "cli/text_table.h"
#include "reports/format.h"
#include "reports/words.h"

/* One of the two limits, as it is told. */
struct told {
    const char *name;
    const struct limit *l;
    int32_t event_days, item_days; /* as written in the acceptance and in items.csv; DAYS_NONE */
    bool legal;
};

static const struct event *accepted(const struct case_file *c)
{
    for (size_t i = 0; i < c->f.n; i++)
        if (c->there[i] && c->f.events[i].type == EV_accepted)
            return &c->f.events[i];
    return NULL;
}

static void put_start(struct str *out, const struct explanation *x)
{
    static const char *const by[] = {"", "受理之日", "视为受理：收件之日", "即办件未经受理：收件之日"};
    char buf[DAY_TEXT];
    if (x->start_by == START_NONE)
        str_puts(out, "  尚未受理，时限还没有开始计算。\n");
    else
        str_printf(out, "  起算日 %s（%s），次日起为第 1 天，按%s计。\n", day_text(x->start, buf),
                   by[x->start_by], x->every_day ? "自然日" : "工作日");
}

/* Days that count in (start, due] but were not used: the clock stood still on them. -1: the due day is not
 * among the days. */
static int32_t stopped(const struct explanation *x, const struct told *t)
{
    int32_t counted = 0;
    for (size_t i = 0; i < x->days.n; i++) {
        const struct explain_day *d = &x->days.v[i];
        counted += d->day > x->start && d->working;
        if (d->day == t->l->due)
            return counted - (t->legal ? d->used_legal : d->used_book);
    }
    return -1;
}

static void put_due_day(struct str *out, const struct explanation *x, const struct told *t)
{
    char buf[DAY_TEXT];
    int32_t still = stopped(x, t);
    str_printf(out, "    到期日 %s：起算后已用满 %d 天、且不在暂停中的第一个工作日", day_text(t->l->due, buf),
               t->l->n);
    if (still > 0)
        str_printf(out, "，其间扣除%s %d 天", t->legal ? "法定特别程序" : "暂停", still);
    str_puts(out, "。\n");
    if (t->l->projected)
        str_puts(out, "    暂停还没有结束，按其止于截至之日推算，会随之后移。\n");
    if (t->l->provisional)
        str_puts(out, "    所涉年份没有日历，按普通周推算，暂定。\n");
}

static void put_limit(struct str *out, const struct explanation *x, const struct told *t)
{
    char buf[INSTANT_TEXT];
    str_printf(out, "  %s：", t->name);
    if (t->l->due_at != INSTANT_NONE) {
        str_printf(out, "受理时写明到期时刻 %s，以它为准。\n", format_when(t->l->due_at, buf));
        return;
    }
    if (t->l->n == DAYS_NONE) {
        str_puts(out, "没有。\n");
        return;
    }
    str_printf(out, "%d 天（%s%s", t->l->n,
               t->event_days != DAYS_NONE  ? "受理时写明"
               : t->item_days != DAYS_NONE ? "事项清单"
                                           : "即办件",
               x->extension_days ? "，" : "");
    if (x->extension_days)
        str_printf(out, "另含有效延长 %d 天", x->extension_days);
    str_printf(out, "），%s。\n", t->legal ? "只在法定特别程序期间停止计时" : "遇任何暂停都停止计时");
    if (t->l->due != DAY_NONE)
        put_due_day(out, x, t);
}

static void put_limits(struct str *out, const struct explanation *x, const struct case_file *c,
                       const struct refdata *ref)
{
    const struct event *ev = accepted(c);
    const struct item *item = c->f.ev.row.item_index >= 0 ? &ref->items[c->f.ev.row.item_index] : NULL;
    struct told promise = {"承诺时限", &x->promise, ev ? ev->data.promised_days : DAYS_NONE,
                           item ? item->promised_days : DAYS_NONE, false};
    struct told statutory = {"法定时限", &x->statutory, ev ? ev->data.statutory_days : DAYS_NONE,
                             item ? item->statutory_days : DAYS_NONE, true};
    put_limit(out, x, &promise);
    put_limit(out, x, &statutory);
}

static void put_windows(struct str *out, const struct explanation *x)
{
    static const struct text_column columns[] = {
        {"应答期", 't'}, {"最后一日", 't'}, {"答复", 't'}, {"结果", 't'}};
    struct text_table t;
    char buf[INSTANT_TEXT];
    if (!x->windows.n)
        return;
    str_puts(out, "\n  五日告知：各应答期\n\n");
    text_table_of(&t, columns);
    for (size_t i = 0; i < x->windows.n; i++) {
        const struct explain_window *w = &x->windows.v[i];
        str_printf(text_table_cell(&t), "%s",
                   !w->subject[0]         ? "收件后"
                   : w->subject[0] == '#' ? "补正后 "
                                          : "预审后到场");
        if (w->subject[0] == '#')
            str_puts(&t.cell.v[t.cell.n - 1], w->subject);
        text_table_text(&t, day_text(w->last, buf));
        text_table_text(&t, format_when(w->answered, buf));
        text_table_text(&t, w->in_time ? "按期答复" : w->answered != INSTANT_NONE ? "逾期答复" : "未答复");
    }
    text_table_end(&t, out);
}

static void put_pauses(struct str *out, const struct explanation *x)
{
    static const struct text_column columns[] = {{"开始", 't'},     {"结束", 't'}, {"申报天数", 'n'},
                                                 {"停止计时", 't'}, {"文书", 't'}, {"理由", 't'}};
    struct text_table t;
    char buf[INSTANT_TEXT];
    if (!x->pauses.n)
        return;
    str_puts(out, "\n  暂停（特别程序）\n\n");
    text_table_of(&t, columns);
    for (size_t i = 0; i < x->pauses.n; i++) {
        const struct explain_pause *s = &x->pauses.v[i];
        text_table_text(&t, format_when(s->from, buf));
        text_table_text(&t, s->to == INSTANT_NONE ? "未结束" : format_when(s->to, buf));
        if (s->days == DAYS_NONE)
            text_table_text(&t, "—");
        else
            text_table_int(&t, s->days);
        text_table_text(&t, s->statutory ? "承诺与法定时限" : "仅承诺时限");
        text_table_text(&t, s->doc_no);
        text_table_text(&t, s->reason ? words_word(s->reason) : NULL);
    }
    text_table_end(&t, out);
}

static void put_note(struct str *out, const struct explanation *x, const struct explain_day *d, instant as_of)
{
    const struct {
        bool holds;
        const char *text;
    } note[] = {
        {d->day == x->start, "起算日（不计）"},
        {d->makeup, "调休上班"},
        {d->rest, "放假调休"},
        {day_weekday(d->day) >= 5 && !d->makeup, "周末"},
        {d->paused_book && d->paused_legal, "暂停"},
        {d->paused_book && !d->paused_legal, "暂停（非法定理由）"},
        {d->day == x->promise.due, "承诺到期日"},
        {d->day == x->statutory.due, "法定到期日"},
        {x->promise.due_at != INSTANT_NONE && d->day == instant_day(x->promise.due_at), "承诺到期时刻在本日"},
        {d->day == instant_day(as_of), "截至之日"},
    };
    const char *sep = "";
    for (size_t i = 0; i < sizeof note / sizeof *note; i++)
        if (note[i].holds) {
            str_printf(out, "%s%s", sep, note[i].text);
            sep = "，";
        }
}

static void put_days(struct str *out, const struct explanation *x, instant as_of)
{
    static const struct text_column columns[] = {{"日期", 't'},     {"星期", 't'},     {"计时", 't'},
                                                 {"承诺已用", 'n'}, {"法定已用", 'n'}, {"说明", 't'}};
    struct text_table t;
    char buf[DAY_TEXT];
    if (!x->days.n)
        return;
    str_puts(out, "\n  逐日计算：每日终了时两个时限的已用天数\n\n");
    text_table_of(&t, columns);
    for (size_t i = 0; i < x->days.n; i++) {
        const struct explain_day *d = &x->days.v[i];
        text_table_text(&t, day_text(d->day, buf));
        text_table_text(&t, format_weekday(d->day));
        text_table_text(&t, d->working ? "计" : "不计");
        text_table_int(&t, d->used_book);
        text_table_int(&t, d->used_legal);
        put_note(text_table_cell(&t), x, d, as_of);
    }
    text_table_end(&t, out);
    if (x->cut)
        str_printf(out, "  只列出前 %d 天。\n", EXPLAIN_DAYS);
}

void case_clocks(struct str *out, const struct case_file *c, const struct refdata *ref, struct arena *a)
{
    struct explanation x = {0};
    if (!explain(&x, c->f.events, c->f.n, ref, c->as_of, a))
        return;
    put_start(out, &x);
    put_limits(out, &x, c, ref);
    put_windows(out, &x);
    put_pauses(out, &x);
    put_days(out, &x, c->as_of);
    explain_release(&x);
}
