#include "reports/chart.h"

#include <inttypes.h>
#include <string.h>

#include "base/unicode.h"

enum { LABEL_POINTS = 40 };

/* gnuplot undoes escapes and doubled quotes inside quoted fields, so neither quote nor backslash may stand
 * there; and it escapes < and &, but not the > that `]]>` in a text of XML must not have */
static void put_point(struct str *out, const char *s, size_t n)
{
    bool shown;
    switch (s[0]) {
    case '"':
    case '\'':
    case '`': str_puts(out, "”"); break;
    case '\\': str_puts(out, "＼"); break;
    case '>': str_puts(out, "＞"); break;
    default: unicode_next(s, n, &shown); str_put(out, shown ? s : " ", shown ? n : 1);
    }
}

void chart_label(struct str *out, const char *text)
{
    str_putc(out, '"');
    if (str_utf8(text, strlen(text)))
        for (int i = 0; *text && i < LABEL_POINTS; i++) {
            size_t n;
            unicode_point(text, &n);
            put_point(out, text, n);
            text += n;
        }
    str_putc(out, '"');
}

static void put_value(struct str *out, int64_t v, int scale)
{
    static const int64_t unit[] = {1, 10, 100, 1000};
    if (v < 0)
        str_putc(out, '-');
    uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
    str_printf(out, "%" PRIu64, u / (uint64_t)unit[scale]);
    if (scale)
        str_printf(out, ".%0*" PRIu64, scale, u % (uint64_t)unit[scale]);
}

/* columns: label, values; for a stack also the running sums (series k spans columns 1 + k … 2 + k) */
static void put_data(struct str *out, const struct chart *c)
{
    str_puts(out, "$D << XEOD_7b0c52e19d3f\n");
    for (size_t i = 0; i < c->n; i++) {
        chart_label(out, c->row[i].label);
        int64_t sum = 0;
        if (c->form == CHART_STACK)
            str_puts(out, "\t0");
        for (int k = 0; k < c->n_series; k++) {
            str_putc(out, '\t');
            sum += c->row[i].v[k];
            if (c->row[i].null >> k & 1)
                str_putc(out, '?');
            else
                put_value(out, c->form == CHART_STACK ? sum : c->row[i].v[k], c->scale);
        }
        str_putc(out, '\n');
    }
    str_puts(out, "XEOD_7b0c52e19d3f\n");
}

static void put_range(struct str *out, const struct chart *c, const char *axis)
{
    if (c->low == c->high) {
        str_printf(out, "set %srange [0:*]\n", axis);
        return;
    }
    str_printf(out, "set %srange [", axis);
    put_value(out, c->low, c->scale);
    str_putc(out, ':');
    put_value(out, c->high, c->scale);
    str_puts(out, "]\n");
}

static void put_frame(struct str *out, const struct chart *c)
{
    int height = c->form == CHART_LINES ? 360 : 90 + 26 * (int)c->n + (c->n_series > 1 ? 20 : 0);
    str_printf(
        out,
        "set encoding utf8\nset terminal svg size 820,%d font 'Noto Sans CJK SC,13' noenhanced name 'chart'\n"
        "set datafile separator \"\\t\"\nset datafile missing '?'\nset border 3 lc rgb '#4a5763'\nset tics "
        "nomirror\nset grid lc rgb "
        "'#c3cbd2' lw 0.6\n",
        height);
    str_puts(out, c->n_series > 1 ? "set key outside top center horizontal\n" : "unset key\n");
}

static const char *const colour[CHART_SERIES] = {"#0b4f93", "#d9711c", "#1d7a3e", "#7a3b8f"};
/* a stack runs from grave to slight: red, yellow, warning, notice */
static const char *const stack_colour[CHART_SERIES] = {"#a3121c", "#e0ab00", "#d9711c", "#8a97a3"};

static void rows_downward(struct str *out, const struct chart *c)
{
    put_range(out, c, "x");
    str_printf(out, "set yrange [%d.5:-0.5]\nset grid noytics xtics\nset xlabel '%s'\nplot ", (int)c->n - 1,
               c->unit);
}

static void plot_dots(struct str *out, const struct chart *c)
{
    rows_downward(out, c);
    str_printf(out,
               "$D using 2:0:ytic(1) with points pt 7 ps 1.1 lc rgb '%s' notitle, $D using "
               "2:0:(sprintf('%%.%df',$2)) with labels left offset 1,0 notitle\n",
               colour[0], c->scale);
}

/* series k spans columns 2 + k … 3 + k: the running sums */
static void plot_stack(struct str *out, const struct chart *c)
{
    str_puts(out, "set style fill solid 1.0 noborder\n");
    rows_downward(out, c);
    for (int k = 0; k < c->n_series; k++)
        str_printf(out,
                   "%s$D using %d:0:%d:%d:($0-0.36):($0+0.36):ytic(1) with boxxyerror lc rgb '%s' title '%s'",
                   k ? ", " : "", 3 + k, 2 + k, 3 + k, stack_colour[k], c->series[k]);
    str_putc(out, '\n');
}

static void plot_lines(struct str *out, const struct chart *c)
{
    put_range(out, c, "y");
    str_printf(out, "set xrange [-0.5:%d.5]\nset ylabel '%s'\nplot ", (int)c->n - 1, c->unit);
    for (int k = 0; k < c->n_series; k++)
        str_printf(out, "%s$D using 0:%d:xtic(1) with linespoints pt %d ps 0.7 lw 2 lc rgb '%s' title '%s'",
                   k ? ", " : "", 2 + k, k % 2 ? 5 : 7, colour[k], c->series[k]);
    str_putc(out, '\n');
}

void chart_script(struct str *out, const struct chart *c)
{
    if (!c->n)
        return;
    put_frame(out, c);
    put_data(out, c);
    (c->form == CHART_DOTS ? plot_dots : c->form == CHART_STACK ? plot_stack : plot_lines)(out, c);
}
