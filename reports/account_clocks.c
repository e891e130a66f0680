#include "reports/account.h"
#include "reports/format.h"
#include "reports/words.h"

/* One of the two limits, as it is told. */
struct told {
    const char *name;
    const struct limit *l;
    int32_t event_days, item_days; /* as written in the acceptance and in items.csv; DAYS_NONE */
    bool legal;
};

static const struct event *accepted(const struct folder *f)
{
    for (size_t i = 0; i < f->n; i++)
        if (f->there[i] && f->events[i].type == EV_accepted)
            return &f->events[i];
    return NULL;
}

static const char *start_of(const struct dossier *d)
{
    static const char *const by[] = {"", TR("受理之日"), TR("视为受理：收件之日"),
                                     TR("即办件未经受理：收件之日")};
    const struct explanation *x = &d->clocks;
    char buf[DAY_TEXT];
    struct str s = {0};
    if (x->start_by == START_NONE)
        return tr_in(d->lang, "尚未受理，时限还没有开始计算。");
    str_printf(&s, tr_in(d->lang, "起算日 %s（%s），次日起为第 1 天，按%s计。"), day_text(x->start, buf),
               tr_in(d->lang, by[x->start_by]),
               x->every_day ? tr_in(d->lang, "自然日") : tr_in(d->lang, "工作日"));
    return str_keep(&s, d->arena);
}

/* Days that count in (start, due] but were not used: the clock stood still on them. -1: the due day is not
 * among the days. */
static int32_t stopped(const struct explanation *x, const struct told *t)
{
    int32_t counted = 0;
    for (size_t i = 0; i < x->days.n; i++) {
        const struct explain_day *at = &x->days.v[i];
        counted += at->day > x->start && at->working;
        if (at->day == t->l->due)
            return counted - (t->legal ? at->used_legal : at->used_book);
    }
    return -1;
}

static const char *due_day(const struct dossier *d, const struct told *t)
{
    char buf[DAY_TEXT];
    struct str s = {0};
    int32_t still = stopped(&d->clocks, t);
    str_printf(&s, tr_count_in(d->lang, t->l->n, "到期日 %s：起算后已用满 %d 天、且不在暂停中的第一个工作日"),
               day_text(t->l->due, buf), t->l->n);
    if (still > 0)
        str_printf(&s, tr_count_in(d->lang, still, "，其间扣除%s %d 天"),
                   t->legal ? tr_in(d->lang, "法定特别程序") : tr_in(d->lang, "暂停"), still);
    str_puts(&s, tr_in(d->lang, "。"));
    return str_keep(&s, d->arena);
}

static const char *limit_text(const struct dossier *d, const struct told *t)
{
    char buf[INSTANT_TEXT];
    struct str s = {0};
    int32_t more = d->clocks.extension_days;
    str_printf(&s, tr_in(d->lang, "%s："), t->name);
    if (t->l->due_at != INSTANT_NONE)
        str_printf(&s, tr_in(d->lang, "受理时写明到期时刻 %s，以它为准。"), format_when(t->l->due_at, buf));
    else if (t->l->n == DAYS_NONE)
        str_puts(&s, tr_in(d->lang, "没有。"));
    else {
        str_printf(&s, tr_count_in(d->lang, t->l->n, "%d 天（%s%s"), t->l->n,
                   t->event_days != DAYS_NONE  ? tr_in(d->lang, "受理时写明")
                   : t->item_days != DAYS_NONE ? tr_in(d->lang, "事项清单")
                                               : tr_in(d->lang, "即办件"),
                   more ? tr_in(d->lang, "，") : "");
        if (more)
            str_printf(&s, tr_count_in(d->lang, more, "另含有效延长 %d 天"), more);
        str_printf(&s, tr_in(d->lang, "），%s。"),
                   t->legal ? tr_in(d->lang, "只在法定特别程序期间停止计时")
                            : tr_in(d->lang, "遇任何暂停都停止计时"));
    }
    return str_keep(&s, d->arena);
}

static struct account_limit limit_of(const struct dossier *d, const struct told *t)
{
    struct account_limit out = {.text = limit_text(d, t)};
    if (t->l->due_at != INSTANT_NONE || t->l->n == DAYS_NONE || t->l->due == DAY_NONE)
        return out;
    out.line[out.n_lines++] = due_day(d, t);
    if (t->l->projected)
        out.line[out.n_lines++] = tr_in(d->lang, "暂停还没有结束，按其止于截至之日推算，会随之后移。");
    if (t->l->provisional)
        out.line[out.n_lines++] = tr_in(d->lang, "所涉年份没有日历，按普通周推算，暂定。");
    return out;
}

static void put_limits(const struct dossier *d, struct account *out)
{
    const struct event *ev = accepted(&d->f);
    const struct item *item = d->f.ev.row.item_index >= 0 ? &d->ref->items[d->f.ev.row.item_index] : NULL;
    struct told promise = {tr_in(d->lang, "承诺时限"), &d->clocks.promise,
                           ev ? ev->data.promised_days : DAYS_NONE, item ? item->promised_days : DAYS_NONE,
                           false};
    struct told statutory = {tr_in(d->lang, "法定时限"), &d->clocks.statutory,
                             ev ? ev->data.statutory_days : DAYS_NONE,
                             item ? item->statutory_days : DAYS_NONE, true};
    out->limit[0] = limit_of(d, &promise);
    out->limit[1] = limit_of(d, &statutory);
}

/* A table of n rows whose cells are put one behind the other. */
struct filling {
    struct account_table *table;
    struct arena *arena;
    enum lang lang;
    size_t at;
};

static struct filling begin(const struct dossier *d, struct account_table *t, const char *title,
                            const struct account_column *columns, size_t n_columns, size_t n_rows)
{
    *t = (struct account_table){tr_in(d->lang, title), columns, n_columns, n_rows, NULL, NULL};
    t->cell = arena_alloc(d->arena, (n_columns * n_rows + 1) * sizeof *t->cell);
    t->mark = arena_zalloc(d->arena, n_rows + 1);
    return (struct filling){t, d->arena, d->lang, 0};
}
#define BEGIN(d, t, title, columns, n) begin(d, t, title, columns, sizeof(columns) / sizeof *(columns), n)

static void put(struct filling *f, const char *text)
{
    f->table->cell[f->at++] = (struct account_cell){text, INSTANT_NONE, DAYS_NONE};
}
static void put_when(struct filling *f, instant t)
{
    f->table->cell[f->at++] = (struct account_cell){NULL, t, DAYS_NONE};
}
static void put_day(struct filling *f, day d) { put(f, day_text(d, arena_alloc(f->arena, DAY_TEXT))); }

static void put_days_count(struct filling *f, int32_t n)
{
    struct str s = {0};
    if (n != DAYS_NONE)
        str_int(&s, n);
    put(f, n == DAYS_NONE ? "—" : str_keep(&s, f->arena));
    f->table->cell[f->at - 1].number = n;
}

static void put_last_day(struct filling *f, const struct explain_window *w)
{
    char buf[DAY_TEXT];
    struct str s = {0};
    str_printf(&s, "%s%s", day_text(w->last, buf), w->provisional ? tr_in(f->lang, ACCOUNT_PROVISIONAL) : "");
    put(f, str_keep(&s, f->arena));
}

static void put_windows(const struct dossier *d, struct account *out)
{
    static const struct account_column columns[] = {{"window", TR("应答期"), ACCOUNT_TEXT},
                                                    {"last_day", TR("最后一日"), ACCOUNT_CODE},
                                                    {"answered", TR("答复"), ACCOUNT_WHEN},
                                                    {"outcome", TR("结果"), ACCOUNT_TEXT}};
    const struct explanation *x = &d->clocks;
    struct filling f = BEGIN(d, &out->windows, TR("五日告知：各应答期"), columns, x->windows.n);
    for (size_t i = 0; i < x->windows.n; i++) {
        const struct explain_window *w = &x->windows.v[i];
        struct str after = {0};
        if (w->subject[0] == '#')
            str_printf(&after, tr_in(d->lang, "第%s次补正后"), w->subject + 1);
        else
            str_puts(&after, w->subject[0] ? tr_in(d->lang, "预审后到场") : tr_in(d->lang, "收件后"));
        put(&f, str_keep(&after, d->arena));
        put_last_day(&f, w);
        put_when(&f, w->answered);
        put(&f, w->in_time                    ? tr_in(d->lang, "按期答复")
                : w->answered != INSTANT_NONE ? tr_in(d->lang, "逾期答复")
                                              : tr_in(d->lang, "未答复"));
    }
}

static void put_pauses(const struct dossier *d, struct account *out)
{
    static const struct account_column columns[] = {
        {"from", TR("开始"), ACCOUNT_WHEN},   {"to", TR("结束"), ACCOUNT_WHEN},
        {"reason", TR("理由"), ACCOUNT_TEXT}, {"days", TR("申报天数"), ACCOUNT_FIGURE},
        {"doc_no", TR("文书"), ACCOUNT_TEXT}, {"stops", TR("停止计时"), ACCOUNT_TEXT}};
    const struct explanation *x = &d->clocks;
    struct filling f = BEGIN(d, &out->pauses, TR("暂停（特别程序）"), columns, x->pauses.n);
    for (size_t i = 0; i < x->pauses.n; i++) {
        const struct explain_pause *s = &x->pauses.v[i];
        put_when(&f, s->from);
        if (s->to == INSTANT_NONE)
            put(&f, tr_in(d->lang, "未结束"));
        else
            put_when(&f, s->to);
        put(&f, s->reason ? tr_in(d->lang, words_word(s->reason)) : NULL);
        put_days_count(&f, s->days);
        put(&f, s->doc_no);
        put(&f, s->statutory ? tr_in(d->lang, "承诺与法定时限") : tr_in(d->lang, "仅承诺时限"));
    }
}

static const char *note_of(const struct dossier *d, const struct explain_day *at)
{
    const struct explanation *x = &d->clocks;
    const struct {
        bool holds;
        const char *text;
    } note[] = {
        {at->day == x->start, tr_in(d->lang, "起算日（不计）")},
        {at->makeup, tr_in(d->lang, "调休上班")},
        {at->rest, tr_in(d->lang, "放假调休")},
        {day_weekday(at->day) >= 5 && !at->makeup, tr_in(d->lang, "周末")},
        {at->paused_book && at->paused_legal, tr_in(d->lang, "暂停")},
        {at->paused_book && !at->paused_legal, tr_in(d->lang, "暂停（非法定理由）")},
        {at->day == x->promise.due, x->promise.provisional ? tr_in(d->lang, "承诺到期日（日历不全，暂定）")
                                                           : tr_in(d->lang, "承诺到期日")},
        {at->day == x->statutory.due, x->statutory.provisional
                                          ? tr_in(d->lang, "法定到期日（日历不全，暂定）")
                                          : tr_in(d->lang, "法定到期日")},
        {x->promise.due_at != INSTANT_NONE && at->day == instant_day(x->promise.due_at),
         tr_in(d->lang, "承诺到期时刻在本日")},
        {at->day == instant_day(d->as_of), tr_in(d->lang, "截至之日")},
    };
    struct str s = {0};
    for (size_t i = 0; i < sizeof note / sizeof *note; i++)
        if (note[i].holds)
            str_printf(&s, "%s%s", s.len ? tr_in(d->lang, "，") : "", note[i].text);
    return str_keep(&s, d->arena);
}

static void put_days(const struct dossier *d, struct account *out)
{
    static const struct account_column columns[] = {{"day", TR("日期"), ACCOUNT_CODE},
                                                    {"weekday", TR("星期"), ACCOUNT_CODE},
                                                    {"counts", TR("计时"), ACCOUNT_CODE},
                                                    {"used_promise", TR("承诺已用"), ACCOUNT_FIGURE},
                                                    {"used_statutory", TR("法定已用"), ACCOUNT_FIGURE},
                                                    {"note", TR("说明"), ACCOUNT_TEXT}};
    const struct explanation *x = &d->clocks;
    struct filling f = BEGIN(d, &out->days, TR("逐日计算：每日终了时两个时限的已用天数"), columns, x->days.n);
    for (size_t i = 0; i < x->days.n; i++) {
        const struct explain_day *at = &x->days.v[i];
        bool due = at->day == x->promise.due || at->day == x->statutory.due;
        out->days.mark[i] = due ? ACCOUNT_DUE : at->working ? ACCOUNT_PLAIN : ACCOUNT_OFF;
        put_day(&f, at->day);
        put(&f, tr_in(d->lang, format_weekday(at->day)));
        put(&f, at->working ? tr_in(d->lang, "计") : tr_in(d->lang, "不计"));
        put_days_count(&f, at->used_book);
        put_days_count(&f, at->used_legal);
        put(&f, note_of(d, at));
    }
    out->cut = x->cut;
}

void account_clocks(const struct dossier *d, struct account *out)
{
    out->start = start_of(d);
    put_limits(d, out);
    put_windows(d, out);
    put_pauses(d, out);
    put_days(d, out);
}
