/* Charts over time, over volume, and of units by months. */
#include <string.h>

#include "reports/plot_parts.h"
#include "reports/rate_class.h"

/* 2026-01 as 26年1月 where it begins a year or the axis, else 1月. */
static void put_month(struct str *out, const char *text, bool year)
{
    int m = (text[5] - '0') * 10 + text[6] - '0';
    str_putc(out, '"');
    if (year || m == 1)
        str_printf(out, "%.2s年", text + 2);
    str_printf(out, "%d月\"", m);
}

enum { MANY = 31 }; /* days beyond which only each fifth is named, with its month */

static void put_day(struct str *out, day d, size_t i, size_t n)
{
    int y, m, mday;
    day_split(d, &y, &m, &mday);
    str_putc(out, '"');
    if (n <= MANY)
        str_printf(out, "%d日", mday);
    else if (i % 5 == 0)
        str_printf(out, "%d.%d", m, mday);
    str_putc(out, '"');
}

enum { SPAN = 300 }; /* basis points that an axis of rates shows at least: three points */

/* The axis of rates: whole points around what there is, three at least, so that differences are seen. */
static void rate_axis(const struct plot *p, int64_t low, int64_t high)
{
    low = low < 40 ? 0 : (low - 40) / 100 * 100;
    high = (high + 139) / 100 * 100;
    if (high - low < SPAN)
        low = high - SPAN;
    str_puts(p->out, "set yrange [");
    plot_value(p->out, low, 2);
    str_putc(p->out, ':');
    plot_value(p->out, high, 2);
    str_puts(p->out, "]\n");
    if (high > 10000) /* room for labels above 100 %, but no tic there */
        str_printf(p->out, "set ytics %d\nset for [v=101:102] ytics add ('' v)\n", high - low > 1500 ? 5 : 1);
}

/* Does a month's figure stand under its point? It does where the line comes from above and goes there. */
static bool is_valley(const struct plot *p, size_t row)
{
    int64_t v = plot_int(p, row, "on_time_rate");
    bool falls = row > 0 && plot_int(p, row - 1, "on_time_rate") > v,
         rises = row + 1 < p->n && plot_int(p, row + 1, "on_time_rate") > v;
    return (falls || row == 0) && (rises || row + 1 == p->n) && p->n > 1;
}

/* What the axis shows, upright beside it, within the picture whatever the width of its figures. */
static void axis_title(const struct plot *p, const char *text)
{
    str_printf(p->out, "set label '%s' at screen 0.025, graph 0.5 center rotate by 90 textcolor rgb '%s'\n",
               text, p->look->soft);
}

/* Every month with its figure; gaps where there is none. */
void plot_trend(const struct plot *p)
{
    int64_t low = 10000, high = 10000;
    plot_bounds(p, "on_time_rate", &low, &high);
    plot_open(p, "D");
    for (size_t r = 0; r < p->n; r++) {
        put_month(p->out, plot_text(p, r, "month"), r == 0);
        str_putc(p->out, '\t');
        plot_field(p, r, "on_time_rate", 2);
        for (int under = 0; under < 2; under++) {
            str_putc(p->out, '\t');
            if (is_valley(p, r) == under)
                plot_field(p, r, "on_time_rate", 2);
            else
                str_putc(p->out, '?');
        }
        str_putc(p->out, '\n');
    }
    plot_close(p);
    plot_frame(p, 260, 60, 24);
    rate_axis(p, low, high);
    axis_title(p, "全市按时办结率（%）");
    str_printf(p->out,
               "set border 3\nset grid noxtics ytics\nset xrange [-0.5:%zu.5]\n"
               "set xtics font ',11'\n"
               "plot $D using 0:2:xtic(1) with linespoints pt 7 ps 0.9 lw 2 lc rgb '%s'",
               p->n - 1, p->look->first);
    for (int under = 0; under < 2; under++)
        str_printf(
            p->out,
            ", $D using 0:%d:(sprintf('%%.2f',$2)) with labels offset 0,%s font ',11' textcolor rgb '%s'",
            3 + under, under ? "-0.9" : "0.9", p->look->ink);
    str_putc(p->out, '\n');
}

/* A line's name stands at its end; the higher line's above. */
static void end_label(const struct plot *p, const char *name, size_t last, int64_t v, bool above,
                      const char *colour)
{
    str_printf(p->out, "set label '%s' at first %zu, first ", name, last);
    plot_value(p->out, v, 0);
    str_printf(p->out, " left offset 0.8,%s textcolor rgb '%s'\n", above ? "0.4" : "-0.4", colour);
}

/* Days of work, or months by their mean day of work: no weekend makes teeth. */
void plot_intake(const struct plot *p)
{
    bool days = p->t->columns.n == 3;
    const char *in = days ? "accepted" : "accepted_daily", *out = days ? "completed" : "completed_daily";
    size_t n = days ? p->n - 1 : p->n; /* the last row of days is that of all other days */
    if (!n)
        return;
    plot_open(p, "D");
    for (size_t r = 0; r < n; r++) {
        if (days)
            put_day(p->out, (day)plot_int(p, r, "day"), r, n);
        else
            put_month(p->out, plot_text(p, r, "month"), r == 0);
        str_putc(p->out, '\t');
        plot_field(p, r, in, 0);
        str_putc(p->out, '\t');
        plot_field(p, r, out, 0);
        str_putc(p->out, '\n');
    }
    plot_close(p);
    plot_frame(p, 260, 64, 58);
    axis_title(p, days ? "件" : "件（每个工作日平均）");
    int64_t a = plot_int(p, n - 1, in), b = plot_int(p, n - 1, out);
    end_label(p, "受理", n - 1, a, a >= b, p->look->first);
    end_label(p, "办结", n - 1, b, b > a, p->look->second);
    str_printf(p->out,
               "set border 3\nset grid noxtics ytics\nset xrange [-0.5:%zu.3]\nset yrange [0:*]\n"
               "set xtics font ',10'\n"
               "plot $D using 0:2:xtic(1) with linespoints pt 7 ps 0.6 lw 2 lc rgb '%s', $D using 0:3 with "
               "linespoints pt 4 ps 0.6 lw 2 dt 2 lc rgb '%s'\n",
               n - 1, p->look->first, p->look->second);
}

static void put_funnel(const struct plot *p)
{
    plot_open(p, "D");
    for (size_t r = 0; r < p->n; r++) {
        bool within = !strcmp(plot_text(p, r, "verdict"), "界内");
        plot_name(p, r, "name");
        str_putc(p->out, '\t');
        plot_field(p, r, "on_time_rate_den", 0);
        for (int k = 0; k < 2; k++) { /* within, beyond */
            str_putc(p->out, '\t');
            if (within == (k == 0))
                plot_field(p, r, "on_time_rate", 2);
            else
                str_putc(p->out, '?');
        }
        str_putc(p->out, '\n');
    }
    plot_close(p);
}

/* Rate over volume with the city's line and limits of two and three standard deviations. */
void plot_funnel(const struct plot *p)
{
    int64_t low = 10000, high = 10000, least = 1, most = 1;
    plot_bounds(p, "on_time_rate", &low, &high);
    plot_bounds(p, "on_time_rate_den", &least, &most);
    int64_t city = plot_int(p, (size_t)p->city, "on_time_rate"),
            num = plot_int(p, (size_t)p->city, "on_time_rate_num"),
            den = plot_int(p, (size_t)p->city, "on_time_rate_den");
    put_funnel(p);
    plot_frame(p, 380, 60, 18);
    rate_axis(p, low < city ? low : city, high > city ? high : city);
    axis_title(p, "按时办结率（%）");
    str_printf(p->out,
               "set border 3\nset grid xtics ytics\nset xrange [%lld*0.8:%lld*1.25]\n%s"
               "set samples 400\np=%lld.0/%lld\ns(x)=100*sqrt(p*(1-p)/x)\n"
               "set xlabel '应按时办结的办件（件）'\nset label '全市 ",
               (long long)least, (long long)most, most > 8 * least ? "set logscale x\n" : "", (long long)num,
               (long long)den);
    plot_value(p->out, city, 2);
    str_puts(p->out, "%' at graph 0.01, first ");
    plot_value(p->out, city, 2);
    str_printf(
        p->out,
        " left offset 0,0.6 textcolor rgb '%s'\n"
        "set key at screen 0.5, screen 0.99 center top horizontal Left reverse samplen 2 width 1 maxrows 1\n"
        "set tmargin at screen 0.9\n"
        "plot 100*p with lines lw 1.4 lc rgb '%s' notitle, 100*p-2*s(x) with lines dt 3 lw 1.2 lc rgb "
        "'%s' title '两倍标准差', (v=100*p+2*s(x), v>100?NaN:v) with lines dt 3 lw 1.2 lc rgb '%s' "
        "notitle, 100*p-3*s(x) with lines lw 1.2 lc rgb '%s' title '三倍标准差（控制限）', "
        "(v=100*p+3*s(x), v>100?NaN:v) with lines lw 1.2 lc rgb '%s' notitle, $D using 2:3 with points "
        "pt 7 ps 0.9 lc rgb '%s' title '界内', $D using 2:4 with points pt 9 ps 1.4 lc rgb '%s' title "
        "'界外', $D using 2:4:1 with labels left offset 0.9,0 font ',11' textcolor rgb '%s' notitle\n",
        p->look->soft, p->look->soft, p->look->soft, p->look->soft, p->look->soft, p->look->soft,
        p->look->first, p->look->red, p->look->ink);
}

/* One row a cell: x, y, the figure, its class. */
static void put_cells(const struct plot *p, size_t rows)
{
    for (int k = 0; k < PLOT_CLASSES; k++) {
        char name[] = {'C', (char)('0' + k), 0};
        plot_open(p, name);
        str_puts(p->out, "-9\t-9\t\"\"\n"); /* a class may be empty, a data block may not */
        for (size_t r = 0; r < rows; r++)
            for (size_t c = 2; c < p->t->columns.n; c++) {
                const struct doc_cell *v = doc_at(p->t, r, c);
                if (v->type == CELL_NULL || rate_class(v->v) != k)
                    continue;
                str_printf(p->out, "%zu\t%zu\t\"", c - 2, r);
                plot_value(p->out, (v->v + 5) / 10, 1);
                str_puts(p->out, "\"\n");
            }
        plot_close(p);
    }
}

void plot_heat(const struct plot *p)
{
    enum { ROW = 22, ABOVE = 56, BELOW = 8 };
    size_t rows = p->n + (p->city >= 0), months = p->t->columns.n - 2;
    int height = ABOVE + BELOW + ROW * (int)rows;
    put_cells(p, rows);
    plot_open(p, "N");
    for (size_t r = 0; r < rows; r++) {
        plot_name(p, r, "name");
        str_putc(p->out, '\n');
    }
    plot_close(p);
    plot_open(p, "M");
    for (size_t m = 0; m < months; m++) {
        put_month(p->out, p->t->columns.v[2 + m].key, m == 0);
        str_putc(p->out, '\n');
    }
    plot_close(p);
    plot_frame(p, height, plot_label_width(p, "name"), 8);
    str_printf(
        p->out,
        "set tmargin at screen 1-%d.0/%d\nset bmargin at screen %d.0/%d\nunset border\nunset grid\n"
        "set xrange [-0.5:%zu.5]\nset yrange [%zu.5:-0.5]\nset x2range [-0.5:%zu.5]\nunset xtics\n"
        "set x2tics scale 0 font ',10' offset 0,-0.4 textcolor rgb '%s'\n"
        "set key at screen 0.5, screen 0.99 center top horizontal Left reverse samplen 1 width 2 font ',11'\n"
        "set style fill solid 1.0 border rgb '%s'\nplot ",
        ABOVE, height, BELOW, height, months - 1, rows - 1, months - 1, p->look->ink, p->look->grid);
    for (int k = 0; k < PLOT_CLASSES; k++)
        str_printf(
            p->out,
            "$C%d using 1:2:($1-0.48):($1+0.48):($2-0.46):($2+0.46) with boxxyerror lw 0.5 fc rgb '%s' "
            "title '%s', $C%d using 1:2:3 with labels font ',10' textcolor rgb '%s' notitle, ",
            k, p->look->heat[k], rate_class_zh(k), k, p->look->heat_ink[k]);
    str_puts(p->out,
             "$N using (-9):0:ytic(1) with points notitle, $M using 0:(-9):x2ticlabel(1) axes x2y1 with "
             "points notitle\n");
}
