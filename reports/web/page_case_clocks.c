#include "analyzer/explain.h"
#include "reports/format.h"
#include "reports/web/html.h"
#include "reports/web/page_case.h"
#include "reports/words.h"

static void put_start(struct str *out, const struct explanation *x)
{
    static const char *const by[] = {"", "受理之日", "视为受理：收件之日", "即办件未经受理：收件之日"};
    char d[DAY_TEXT];
    if (x->start_by == START_NONE) {
        str_puts(out, "<p>尚未受理，时限还没有开始计算。</p>\n");
        return;
    }
    str_printf(out, "<p>起算日 <strong>%s</strong>（%s），次日起为第 1 天，按%s计。", day_text(x->start, d),
               by[x->start_by], x->every_day ? "自然日" : "工作日");
    if (x->extension_days)
        str_printf(out, "时限含有效延长 %d 天。", x->extension_days);
    str_puts(out, "承诺时限遇任何暂停都停止计时，法定时限只在法定特别程序（听证、招标、拍卖、检验、检测、检疫"
                  "、鉴定、专家评审）期间停止计时。</p>\n");
}

static void put_windows(struct str *out, const struct explanation *x)
{
    static const struct column columns[] = {{"应答期", 't'}, {"最后一日", 't'}, {"答复", 't'}, {"结果", 't'}};
    char d[DAY_TEXT];
    if (!x->windows.n)
        return;
    html_table_of(out, "五日告知：各应答期", columns);
    for (size_t i = 0; i < x->windows.n; i++) {
        const struct explain_window *w = &x->windows.v[i];
        html_row(out);
        html_head_cell(out, !w->subject[0] ? "收件后" : w->subject[0] == '#' ? "补正后" : "预审后到场", NULL);
        html_code_cell(out, day_text(w->last, d));
        str_puts(out, "<td>");
        html_when(out, w->answered);
        str_puts(out, "</td>");
        html_cell(out, w->in_time ? "按期答复" : w->answered != INSTANT_NONE ? "逾期答复" : "未答复");
    }
    html_table_end(out);
}

static void put_pauses(struct str *out, const struct explanation *x)
{
    static const struct column columns[] = {{"开始", 't'},     {"结束", 't'}, {"理由", 't'},
                                            {"申报天数", 'n'}, {"文书", 't'}, {"停止计时", 't'}};
    if (!x->pauses.n)
        return;
    html_table_of(out, "暂停（特别程序）", columns);
    for (size_t i = 0; i < x->pauses.n; i++) {
        const struct explain_pause *s = &x->pauses.v[i];
        str_puts(out, "<tr><td class=\"w\">");
        html_when(out, s->from);
        str_puts(out, "</td><td class=\"w\">");
        html_when(out, s->to);
        str_puts(out, s->to == INSTANT_NONE ? "（未结束）</td>" : "</td>");
        html_cell(out, s->reason ? words_word(s->reason) : NULL);
        if (s->days == DAYS_NONE)
            html_cell(out, NULL);
        else
            html_count_cell(out, s->days, NULL);
        html_cell(out, s->doc_no);
        html_cell(out, s->statutory ? "承诺与法定时限" : "仅承诺时限");
    }
    html_table_end(out);
}

static void put_note(struct page *p, struct str *out, const struct explanation *x,
                     const struct explain_day *d)
{
    const char *sep = "";
    const struct {
        bool holds;
        const char *text;
    } note[] = {
        {d->day == x->start, "起算日（不计）"},
        {d->makeup, "调休上班"},
        {d->rest, "放假调休"},
        {!d->working && !d->rest, "周末"},
        {d->paused_book && d->paused_legal, "暂停"},
        {d->paused_book && !d->paused_legal, "暂停（非法定理由）"},
        {d->day == x->promise.due, "承诺到期日"},
        {d->day == x->statutory.due, "法定到期日"},
        {x->promise.due_at != INSTANT_NONE && d->day == instant_day(x->promise.due_at), "承诺到期时刻在本日"},
        {d->day == instant_day(p->view.now), "今天"},
    };
    for (size_t i = 0; i < sizeof note / sizeof *note; i++)
        if (note[i].holds) {
            str_puts(out, sep);
            str_puts(out, note[i].text);
            sep = "，";
        }
}

static void put_day(struct page *p, struct str *out, const struct explanation *x, const struct explain_day *d)
{
    bool due = d->day == x->promise.due || d->day == x->statutory.due;
    char text[DAY_TEXT];
    str_puts(out, due ? "<tr class=\"bad\">" : !d->working ? "<tr class=\"off\">" : "<tr>");
    html_head_cell(out, day_text(d->day, text), NULL);
    html_code_cell(out, format_weekday(d->day));
    html_code_cell(out, d->working ? "计" : "不计");
    html_count_cell(out, d->used_book, NULL);
    html_count_cell(out, d->used_legal, NULL);
    str_puts(out, "<td>");
    put_note(p, out, x, d);
    str_puts(out, "</td>\n");
}

static void put_days(struct page *p, struct str *out, const struct explanation *x)
{
    static const struct column columns[] = {{"日期", 't'},     {"星期", 't'},     {"计时", 't'},
                                            {"承诺已用", 'n'}, {"法定已用", 'n'}, {"说明", 't'}};
    if (!x->days.n)
        return;
    str_puts(out, "<details open><summary>逐日计算</summary>\n");
    html_table_of(out, "逐日计算：每日终了时两个时限的已用天数", columns);
    for (size_t i = 0; i < x->days.n; i++)
        put_day(p, out, x, &x->days.v[i]);
    html_table_end(out);
    if (x->cut)
        str_printf(out, "<p class=\"note\">只列出前 %d 天。</p>\n", EXPLAIN_DAYS);
    str_puts(out, "</details>\n");
}

void page_case_clocks(struct page *p, struct str *out, const struct folder *f)
{
    struct explanation x = {0};
    html_section(out, "clocks", "到期日是怎样算出的");
    if (!explain(&x, f->events, f->n, p->view.ref, p->view.now, p->view.arena))
        return;
    put_start(out, &x);
    put_windows(out, &x);
    put_pauses(out, &x);
    put_days(p, out, &x);
    explain_release(&x);
}
