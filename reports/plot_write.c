/* What all charts' scripts are written with: labels and data that gnuplot takes for nothing else, the frame.
 */
#include <inttypes.h>
#include <string.h>

#include "base/unicode.h"
#include "reports/doc_columns.h"
#include "reports/plot_parts.h"

enum { NAME_POINTS = 13, LETTER = 13 }; /* a name's code points; the letters' height in pixels */

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

void plot_label(struct str *out, const char *text, int most)
{
    str_putc(out, '"');
    if (str_utf8(text, strlen(text))) {
        bool cut = str_points(text) > (size_t)most;
        for (int i = 0; *text && i < most - cut; i++) {
            size_t n;
            unicode_point(text, &n);
            put_point(out, text, n);
            text += n;
        }
        str_puts(out, cut ? "…" : "");
    }
    str_putc(out, '"');
}

void plot_value(struct str *out, int64_t v, int scale)
{
    static const uint64_t unit[] = {1, 10, 100, 1000};
    uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
    str_printf(out, "%s%" PRIu64, v < 0 ? "-" : "", u / unit[scale]);
    if (scale)
        str_printf(out, ".%0*" PRIu64, scale, u % unit[scale]);
}

static const struct doc_cell *cell(const struct plot *p, size_t row, const char *column)
{
    return doc_at(p->t, row, doc_column_of(p->t, column));
}

bool plot_null(const struct plot *p, size_t row, const char *column)
{
    return cell(p, row, column)->type == CELL_NULL;
}

int64_t plot_int(const struct plot *p, size_t row, const char *column) { return cell(p, row, column)->v; }

const char *plot_text(const struct plot *p, size_t row, const char *column)
{
    return cell(p, row, column)->text;
}

void plot_name(const struct plot *p, size_t row, const char *column)
{
    plot_label(p->out, plot_text(p, row, column), NAME_POINTS);
}

void plot_field(const struct plot *p, size_t row, const char *column, int scale)
{
    if (plot_null(p, row, column))
        str_putc(p->out, '?');
    else
        plot_value(p->out, plot_int(p, row, column), scale);
}

int plot_label_width(const struct plot *p, const char *column)
{
    struct str text = {0};
    int32_t most = 0;
    for (size_t r = 0; r < doc_rows(p->t); r++) {
        str_clear(&text);
        plot_label(&text, plot_text(p, r, column), NAME_POINTS);
        int32_t n = doc_halves(text.p) - 2;
        most = n > most ? n : most;
    }
    str_release(&text);
    return most * LETTER / 2 + 16;
}

bool plot_bounds(const struct plot *p, const char *column, int64_t *low, int64_t *high)
{
    bool any = false;
    for (size_t r = 0; r < p->n; r++) {
        if (plot_null(p, r, column))
            continue;
        int64_t v = plot_int(p, r, column);
        *low = any && *low < v ? *low : v;
        *high = any && *high > v ? *high : v;
        any = true;
    }
    return any;
}

void plot_open(const struct plot *p, const char *name)
{
    str_printf(p->out, "$%s << XEOD_7b0c52e19d3f\n", name);
}

void plot_close(const struct plot *p) { str_puts(p->out, "XEOD_7b0c52e19d3f\n"); }

void plot_frame(const struct plot *p, int height, int left, int right)
{
    const struct plot_look *l = p->look;
    str_printf(p->out,
               "reset\nset encoding utf8\nset terminal svg size %d,%d font 'Noto Sans CJK SC,%d' noenhanced "
               "name 'chart'\n"
               "set datafile separator \"\\t\"\nset datafile missing '?'\nset border 1 lc rgb '%s'\n"
               "set tics nomirror scale 0 textcolor rgb '%s'\nset grid x lc rgb '%s' lw 0.6\n"
               "set key textcolor rgb '%s'\nunset key\nset xlabel textcolor rgb '%s'\n"
               "set lmargin at screen %d.0/%d\n",
               PLOT_WIDTH, height, LETTER, l->soft, l->ink, l->grid, l->ink, l->soft, left, PLOT_WIDTH);
    if (right)
        str_printf(p->out, "set rmargin at screen %d.0/%d\n", PLOT_WIDTH - right, PLOT_WIDTH);
}
