/* Charts with a row a unit, from top to bottom: names on the left, figures in a column on the right. */
#include <stdlib.h>
#include <string.h>

#include "reports/plot_parts.h"

enum { ROW = 23, ABOVE = 34, BELOW = 54 }; /* pixels: a row, and what stands over and under all of them */

/* The rows' scale and the frame; `right` pixels for the figures beside them. */
static void rows_frame(const struct plot *p, int right, const char *axis)
{
    int height = ABOVE + BELOW + ROW * (int)p->n;
    plot_frame(p, height, plot_label_width(p, "name"), right);
    str_printf(p->out,
               "set tmargin at screen 1-%d.0/%d\nset bmargin at screen %d.0/%d\nset yrange [%zu.5:-0.5]\n"
               "set y2range [%zu.5:-0.5]\nset xlabel '%s' offset 0,0.2\n",
               ABOVE, height, BELOW, height, p->n - 1, p->n - 1, axis);
}

/* A line for the city, or what else a row is held against, with its name above. */
static void reference_line(const struct plot *p, int64_t v, int scale, const char *name, const char *unit)
{
    str_puts(p->out, "set arrow from first ");
    plot_value(p->out, v, scale);
    str_puts(p->out, ", graph 0 to first ");
    plot_value(p->out, v, scale);
    str_printf(p->out, ", graph 1 nohead dt 2 lw 1.4 lc rgb '%s' back\nset label '%s", p->look->soft, name);
    plot_value(p->out, v, scale);
    str_printf(p->out, "%s' at first ", unit);
    plot_value(p->out, v, scale);
    str_printf(p->out, ", graph 1 center offset 0,0.7 textcolor rgb '%s'\n", p->look->soft);
}

static void put_move(const struct plot *p, size_t row)
{
    if (plot_null(p, row, "previous_rank"))
        return;
    int64_t by = plot_int(p, row, "previous_rank") - plot_int(p, row, "rank");
    if (by)
        str_printf(p->out, "　%s%lld", by > 0 ? "▲" : "▼", llabs(by));
    else
        str_puts(p->out, "　—");
}

/* Score now and in the period before, joined; the score and the places gained or lost beside it. */
void plot_ranking(const struct plot *p)
{
    int64_t low = 0, high = 0, low_before, high_before;
    plot_bounds(p, "score", &low, &high);
    if (plot_bounds(p, "previous_score", &low_before, &high_before)) {
        low = low < low_before ? low : low_before;
        high = high > high_before ? high : high_before;
    }
    plot_open(p, "D");
    for (size_t r = 0; r < p->n; r++) {
        plot_name(p, r, "name");
        str_putc(p->out, '\t');
        plot_field(p, r, "score", 3);
        str_putc(p->out, '\t');
        plot_field(p, r, "previous_score", 3);
        str_puts(p->out, "\t\"");
        plot_field(p, r, "score", 3);
        put_move(p, r);
        str_puts(p->out, "\"\n");
    }
    plot_close(p);
    rows_frame(p, 118, "综合得分（实心：本期；空心：上期；▲▼：名次升降）");
    reference_line(p, plot_int(p, (p->n - 1) / 2, "score"), 3, "中位 ", "");
    str_printf(p->out, "set xrange [%lld:%lld]\nset y2tics scale 0 textcolor rgb '%s'\n",
               (long long)(low / 1000 - 1), (long long)(high / 1000 + 2), p->look->ink);
    str_printf(p->out,
               "plot $D using 3:0:($2-$3):(0) with vectors nohead lw 2 lc rgb '%s', $D using "
               "3:0 with points pt 6 ps 0.9 lw 1.5 lc rgb '%s', $D using "
               "2:0:ytic(1):y2ticlabel(4) with points pt 7 ps 1.1 lc rgb '%s'\n",
               p->look->grid, p->look->second, p->look->first);
}

/* Red, yellow and warnings in one bar, their numbers beside it. */
void plot_levels(const struct plot *p)
{
    static const char *const column[] = {"n_red", "n_yellow", "n_warning"}, *const name[] = {"红牌", "黄牌",
                                                                                             "预警"};
    const char *const colour[] = {p->look->red, p->look->yellow, p->look->warning};
    plot_open(p, "D");
    for (size_t r = 0; r < p->n; r++) {
        int64_t sum = 0;
        plot_name(p, r, "name");
        str_puts(p->out, "\t0");
        for (int k = 0; k < 3; k++) {
            sum += plot_int(p, r, column[k]);
            str_putc(p->out, '\t');
            plot_value(p->out, sum, 0);
        }
        str_printf(p->out, "\t\"%lld / %lld / %lld\"\n", (long long)plot_int(p, r, column[0]),
                   (long long)plot_int(p, r, column[1]), (long long)plot_int(p, r, column[2]));
    }
    plot_close(p);
    rows_frame(p, 128, "张（条），右侧数字依次为红牌、黄牌、预警");
    str_printf(
        p->out,
        "set xrange [0:*]\nset key at screen 0.5, screen 0.99 center top horizontal Left reverse samplen 1 "
        "width 2\n"
        "set style fill solid 1.0 border rgb '%s'\nset y2tics scale 0 textcolor rgb '%s'\nplot ",
        p->look->soft, p->look->ink);
    for (int k = 0; k < 3; k++)
        str_printf(p->out,
                   "$D using %d:0:%d:%d:($0-0.34):($0+0.34):ytic(1)%s with boxxyerror lw 0.4 fc rgb '%s' "
                   "title '%s'%s",
                   3 + k, 2 + k, 3 + k, k == 2 ? ":y2ticlabel(6)" : "", colour[k], name[k],
                   k < 2 ? ", " : "\n");
}

/* From the median to what nine of ten cases stay within. */
void plot_used(const struct plot *p)
{
    int64_t low = 0, high = 0;
    plot_bounds(p, "p90", &low, &high);
    plot_open(p, "D");
    for (size_t r = 0; r < p->n; r++) {
        plot_name(p, r, "name");
        str_putc(p->out, '\t');
        plot_field(p, r, "p50", 0);
        str_putc(p->out, '\t');
        plot_field(p, r, "p90", 0);
        str_printf(p->out, "\t\"%lld / %lld\"\n", (long long)plot_int(p, r, "p50"),
                   (long long)plot_int(p, r, "p90"));
    }
    plot_close(p);
    rows_frame(p, 70, "工作日（空心：中位数；实心：九成办件不超过）");
    if (p->city >= 0)
        reference_line(p, plot_int(p, (size_t)p->city, "p90"), 0, "全市九成 ", "");
    str_printf(
        p->out,
        "set xrange [-0.02*%lld:1.04*%lld]\nset y2tics scale 0 textcolor rgb '%s'\n"
        "plot $D using 2:0:($3-$2):(0) with vectors nohead lw 3 lc rgb '%s', $D using 2:0 with "
        "points pt 6 ps 0.9 lw 1.5 lc rgb '%s', $D using 3:0:ytic(1):y2ticlabel(4) with points pt 7 ps "
        "1.1 lc rgb '%s'\n",
        (long long)(high + 1), (long long)(high + 1), p->look->ink, p->look->grid, p->look->second,
        p->look->first);
}

enum { FEW = 30 }; /* ratings below which a rate says little: its dot is hollow */

void plot_satisfaction(const struct plot *p)
{
    int64_t low = 10000, high = 10000;
    plot_bounds(p, "satisfaction_rate", &low, &high);
    plot_open(p, "D");
    for (size_t r = 0; r < p->n; r++) {
        bool few = plot_int(p, r, "satisfaction_rate_den") < FEW;
        plot_name(p, r, "name");
        for (int k = 0; k < 2; k++) { /* many, few */
            str_putc(p->out, '\t');
            if (few == (k == 1))
                plot_field(p, r, "satisfaction_rate", 2);
            else
                str_putc(p->out, '?');
        }
        str_puts(p->out, "\t\"");
        plot_field(p, r, "satisfaction_rate", 2);
        str_printf(p->out, "%%（%lld）\"\t", (long long)plot_int(p, r, "satisfaction_rate_den"));
        plot_field(p, r, "satisfaction_rate", 2);
        str_putc(p->out, '\n');
    }
    plot_close(p);
    rows_frame(p, 130, "满意率（%），括号内为评价数；空心：评价不足30条");
    if (p->city >= 0)
        reference_line(p, plot_int(p, (size_t)p->city, "satisfaction_rate"), 2, "全市 ", "%");
    low = low / 100 - 1;
    str_printf(p->out,
               "set xrange [%lld:100.4]\nset y2tics scale 0 textcolor rgb '%s'\n"
               "plot $D using 5:0:ytic(1):y2ticlabel(4) with dots lc rgb '%s', $D using 2:0 with points pt 7 "
               "ps 1.1 lc rgb '%s', $D using 3:0 with points pt 6 ps 1.0 lw 1.5 lc rgb '%s'\n",
               (long long)(low < 0 ? 0 : low), p->look->ink, p->look->first, p->look->first, p->look->first);
}
