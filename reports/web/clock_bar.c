#include "reports/web/clock_bar.h"

#include "reports/format.h"
#include "reports/web/html.h"

static day due_of(const struct limit *l)
{
    return l->due_at != INSTANT_NONE ? instant_day(l->due_at) : l->due;
}

/* `before`: what was used by the evening before. */
static enum bar_day day_of(const struct explain_day *at, int32_t before, day start, day stop, day due,
                           bool legal)
{
    if (at->day == start)
        return BAR_OFF;
    if (legal ? at->paused_legal : at->paused_book)
        return BAR_PAUSED;
    if (at->day > stop)
        return at->working && due != DAY_NONE && at->day <= due ? BAR_LEFT : BAR_OFF;
    if ((legal ? at->used_legal : at->used_book) <= before)
        return BAR_OFF;
    return due != DAY_NONE && at->day > due ? BAR_OVER : BAR_USED;
}

void clock_bar_make(struct clock_bar *out, const struct explanation *x, day stop, bool legal, struct arena *a)
{
    day due = due_of(legal ? &x->statutory : &x->promise);
    int32_t before = 0;
    *out = (struct clock_bar){.n = x->days.n, .due = -1, .stop = -1};
    out->of = arena_alloc(a, x->days.n + 1);
    for (size_t i = 0; i < x->days.n; i++) {
        const struct explain_day *at = &x->days.v[i];
        enum bar_day is = day_of(at, before, x->start, stop, due, legal);
        out->of[i] = (uint8_t)is;
        out->used += is == BAR_USED || is == BAR_OVER;
        out->paused += is == BAR_PAUSED && at->working && at->day <= stop;
        out->due = at->day == due ? (int)i : out->due;
        out->stop = at->day == stop ? (int)i : out->stop;
        before = legal ? at->used_legal : at->used_book;
    }
}

/* A day is ten wide; the picture is stretched to its place. */
enum { DAY_WIDE = 10, HIGH = 24, MIDDLE = HIGH / 2 };

static void put_run(struct str *out, enum bar_day is, size_t from, size_t to)
{
    int x = (int)from * DAY_WIDE, w = (int)(to - from) * DAY_WIDE;
    switch (is) {
    case BAR_USED:
        str_printf(out, "<rect class=\"used\" x=\"%d\" y=\"6\" width=\"%d\" height=\"12\"/>", x, w);
        break;
    case BAR_OVER:
        str_printf(out, "<rect class=\"over\" x=\"%d\" y=\"2\" width=\"%d\" height=\"20\"/>", x, w);
        break;
    case BAR_LEFT: str_printf(out, "<path class=\"left\" d=\"M%d 6h%dM%d 18h%d\"/>", x, w, x, w); break;
    case BAR_PAUSED: str_printf(out, "<path class=\"paused\" d=\"M%d %dh%d\"/>", x, MIDDLE, w); break;
    case BAR_OFF: break;
    }
}

static void put_mark(struct str *out, const char *class, int at)
{
    if (at >= 0)
        str_printf(out, "<path class=\"%s\" d=\"M%d 0v%d\"/>", class, (at + 1) * DAY_WIDE, HIGH);
}

void clock_bar_put(struct str *out, const struct clock_bar *b, const char *label)
{
    int wide = (int)b->n * DAY_WIDE;
    str_printf(
        out,
        "<svg class=\"clock\" viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"",
        wide, HIGH);
    str_html(out, label);
    str_printf(out, "\"><path class=\"base\" d=\"M0 %dh%d\"/>", MIDDLE, wide);
    for (size_t from = 0, to; from < b->n; from = to) {
        for (to = from + 1; to < b->n && b->of[to] == b->of[from]; to++)
            ;
        put_run(out, (enum bar_day)b->of[from], from, to);
    }
    put_mark(out, "stop", b->stop);
    put_mark(out, "due", b->due);
    str_puts(out, "</svg>\n");
}

/* 已用 6 天，时限 5 天，到期 2026-11-24，超 1 天，暂停 2 天 */
static void put_words(struct str *out, const struct limit *l, const struct clock_bar *b)
{
    char buf[INSTANT_TEXT];
    str_printf(out, tr_n(l->used, "已用 %d 天"), l->used);
    if (l->n != DAYS_NONE)
        str_printf(out, tr_n(l->n, "%s时限 %d 天"), tr("，"), l->n);
    if (l->due_at != INSTANT_NONE)
        str_printf(out, tr("%s到期 %.16s"), tr("，"), format_when(l->due_at, buf));
    else if (l->due != DAY_NONE)
        str_printf(out, tr("%s到期 %s"), tr("，"), day_text(l->due, buf));
    str_puts(out, l->projected ? tr("，暂停中，预计") : l->provisional ? tr("，日历不全，暂定") : "");
    if (l->n != DAYS_NONE && l->kept == 0 && l->used > l->n) {
        str_puts(out, tr("，"));
        str_printf(out, tr_n(l->used - l->n, "超 %d 天"), l->used - l->n);
    }
    if (b->paused) {
        str_puts(out, tr("，"));
        str_printf(out, tr_n(b->paused, "暂停 %d 天"), b->paused);
    }
}

static bool put_limit(struct str *out, const struct dossier *d, const char *name, bool legal)
{
    const struct limit *l = legal ? &d->clocks.statutory : &d->clocks.promise;
    struct clock_bar b;
    struct str words = {0};
    if (l->used == DAYS_NONE || due_of(l) == DAY_NONE)
        return false;
    clock_bar_make(&b, &d->clocks, instant_day(d->f.ev.row.end), legal, d->arena);
    str_printf(&words, "%s%s", name, tr("："));
    put_words(&words, l, &b);
    str_puts(out, "<p>");
    html_days(out, str_text(&words));
    str_puts(out, "</p>\n");
    clock_bar_put(out, &b, str_text(&words));
    str_release(&words);
    return true;
}

void clock_bar_case(struct str *out, const struct dossier *d)
{
    const struct explanation *x = &d->clocks;
    char from[DAY_TEXT], to[DAY_TEXT];
    struct str bars = {0};
    if (x->days.n && instant_day(d->f.ev.row.end) >= x->start) {
        bool any = put_limit(&bars, d, tr("承诺时限"), false);
        any = put_limit(&bars, d, tr("法定时限"), true) || any;
        if (any)
            str_printf(
                out,
                "<div class=\"clocks\" role=\"group\" aria-label=\"%s\">\n%s<p class=\"ends\"><time>%s</time> "
                "<time>%s</time></p>\n<p class=\"note\">%s</p></div>\n",
                tr("两个时限"), str_text(&bars), day_text(x->days.v[0].day, from),
                day_text(x->days.v[x->days.n - 1].day, to),
                tr("实心是已用的工作日，高出的是超期的，两线之间是剩余的，虚线是暂停，其余不计；竖线是到期日，"
                   "竖虚线是截至之日。"));
    }
    str_release(&bars);
}
