/* A bulletin's charts: what each shows, scripts that nothing from outside can leave, and gnuplot that is
 * missing, fails, hangs or is killed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/clock.h"
#include "reports/doc_draw.h"
#include "reports/doc_write.h"
#include "tests/unit/city.h"
#include "tests/unit/expect.h"
#include "tests/unit/folder.h"
#include "tests/unit/hostile.h"

static const char *const charts[] = {"trend", "intake", "ranking", "funnel",
                                     "heat",  "used",   "levels",  "satisfaction"};
enum { CHARTS = sizeof charts / sizeof *charts };

static struct city city;
static struct draft_figures figures;

static struct doc *drafted(const char *const *names, size_t n_names, const char *period)
{
    month first, last;
    assert_true(period_parse(period, strlen(period), &first, &last));
    city = (struct city){.counties = 12,
                         .zones = 6,
                         .depts = 9,
                         .names = names,
                         .n_names = n_names,
                         .cases = 900,
                         .from = 12 * 2025 + 2,
                         .last = last};
    city_make(&city);
    city_figures(&city, first, last, &figures);
    return draft_make(&figures);
}

static void done(struct doc *d)
{
    doc_free(d);
    draft_release(&figures);
    city_release(&city);
}

/* Each chart stands in a section, with a table of its own that no other part shows. */
static void a_month_has_eight_charts(void **state)
{
    (void)state;
    struct doc *d = drafted(NULL, 0, "2026-10");
    assert_int_equal(d->charts.n, CHARTS);
    for (int i = 0; i < CHARTS; i++) {
        struct doc_chart *c = doc_draw_find(d, charts[i]);
        assert_non_null(c);
        assert_ptr_equal(c, d->charts.v[i]);
        assert_ptr_equal(c->table, doc_find(d, charts[i]));
        assert_int_equal(c->table->place, DOC_DATA);
        assert_true(doc_rows(c->table) > 0);
    }
    assert_null(doc_draw_find(d, "county"));
    assert_null(strstr(doc_find(d, "trend")->title, "尚未"));
    assert_int_equal(doc_rows(doc_find(d, "trend")), 13);
    assert_int_equal(doc_find(d, "heat")->columns.n, 2 + 13);
    assert_int_equal(doc_rows(doc_find(d, "levels")), 19); /* 市直 as well */
    done(d);
}

static int64_t at(const struct doc_table *t, size_t row, const char *key)
{
    return doc_at(t, row, doc_column_of(t, key))->v;
}

static void rows_are_sorted_by_what_matters(void **state)
{
    (void)state;
    struct doc *d = drafted(NULL, 0, "2026-10");
    static const struct {
        const char *table, *key;
        int sign; /* 1: ascending */
    } t[] = {{"ranking", "rank", 1},
             {"levels", "n_red", -1},
             {"used", "p90", -1},
             {"satisfaction", "satisfaction_rate", 1},
             {"heat", "2026-10", 1}};
    for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
        const struct doc_table *x = doc_find(d, t[i].table);
        size_t n = doc_rows(x);
        n -= !strcmp(doc_at(x, n - 1, 0)->text, "*"); /* the city stands last */
        for (size_t r = 1; r < n; r++)
            assert_true((at(x, r, t[i].key) - at(x, r - 1, t[i].key)) * t[i].sign >= 0);
    }
    done(d);
}

/* The days add up to the month, and the limits of the funnel are three standard deviations. */
static void figures_of_the_charts(void **state)
{
    (void)state;
    struct doc *d = drafted(NULL, 0, "2026-10");
    const struct doc_table *days = doc_find(d, "intake"), *f = doc_find(d, "funnel");
    int64_t sum = 0, wanted = 0;
    for (size_t r = 0; r < doc_rows(days); r++)
        sum += at(days, r, "accepted");
    for (size_t i = 0; i < figures.days.n; i++)
        wanted += figures.days.v[i].accepted;
    assert_int_equal(sum, wanted);
    assert_string_equal(doc_at(days, doc_rows(days) - 1, 0)->text, "非工作日合计");
    size_t city_row = doc_rows(f) - 1;
    double p = (double)at(f, city_row, "on_time_rate_num") / (double)at(f, city_row, "on_time_rate_den");
    for (size_t r = 0; r < city_row; r++) {
        double n = (double)at(f, r, "on_time_rate_den"), low = (double)at(f, r, "lower") / 10000 - p;
        assert_true(low < 0 && low * low * n - 9 * p * (1 - p) < 0.01 * 9 * p * (1 - p));
        assert_true(low * low * n - 9 * p * (1 - p) > -0.01 * 9 * p * (1 - p));
        bool below = at(f, r, "on_time_rate")<at(f, r, "lower"), above = at(f, r, "on_time_rate")> at(
            f, r, "upper");
        assert_string_equal(doc_at(f, r, doc_column_of(f, "verdict"))->text, below   ? "低于下限"
                                                                             : above ? "高于上限"
                                                                                     : "界内");
    }
    done(d);
}

/* Of a period that has not ended the stocks are those of the month at hand, not of one to come. */
static void a_running_year_has_its_stocks(void **state)
{
    (void)state;
    struct draft_figures f = {0};
    int64_t open = 0;
    city = (struct city){
        .counties = 3, .zones = 1, .depts = 2, .cases = 900, .from = 12 * 2026, .last = 12 * 2026 + 9};
    city_make(&city);
    f.ref = &city.ref;
    f.conf = &city.conf;
    f.first = 12 * 2026;
    f.last = 12 * 2026 + 11;
    f.as_of = day_start(day_make(2026, 10, 20));
    draft_begin(&f, &city.arena);
    draft_fill(&f, &(struct draft_source){&city, city_counters, city_counters, city.from, NULL}, &city.arena);
    for (int32_t u = 0; u < city.ref.n_regions; u++)
        open += city_counters(&city, u, city.last)->c[C_open_end];
    assert_true(open > 0);
    assert_int_equal(f.now.c[C_open_end], open);
    assert_int_equal(f.history + DRAFT_MONTHS - 1, city.last);
    struct doc *d = draft_make(&f);
    assert_non_null(strstr(doc_find(d, "trend")->title, "末月尚未结束"));
    assert_non_null(strstr(doc_find(d, "heat")->title, "末月尚未结束"));
    doc_free(d);
    draft_release(&f);
    city_release(&city);
}

/* A longer period has its months, each by its mean day of work. */
static void a_year_has_no_days(void **state)
{
    (void)state;
    struct doc *d = drafted(NULL, 0, "2026");
    assert_int_equal(d->charts.n, CHARTS);
    assert_int_equal(doc_rows(doc_find(d, "intake")), 12);
    assert_string_equal(doc_at(doc_find(d, "intake"), 0, 0)->text, "2026-01");
    done(d);
    d = drafted(NULL, 0, "2026-Q3");
    assert_int_equal(doc_rows(doc_find(d, "intake")), 66 + 1);
    done(d);
}

static void a_script_holds_no_foreign_line(void **state)
{
    (void)state;
    struct doc *d = drafted(hostile, HOSTILE, "2026-10");
    for (size_t i = 0; i < d->charts.n; i++)
        for (enum plot_theme t = PLOT_LIGHT; t < PLOT_THEMES; t++) {
            struct str s = {0};
            assert_true(plot_script(&s, d->charts.v[i], t));
            assert_null(strchr(s.p, '`'));
            assert_null(strstr(s.p, "\n!"));
            for (char *p = s.p, *end; (p = strstr(p, " << XEOD_7b0c52e19d3f\n")); p = end) {
                end = strstr(p + 5, "\nXEOD_7b0c52e19d3f\n");
                assert_non_null(end);
                for (char *line = strchr(p, '\n'); line < end; line = strchr(line + 1, '\n'))
                    assert_true(line[1] == '"' || line[1] == '-' || (line[1] >= '0' && line[1] <= '9'));
            }
            str_release(&s);
        }
    done(d);
}

static void labels(void **state)
{
    (void)state;
    EXPECT(plot_label(out, "兰山区", 40), "\"兰山区\"");
    EXPECT(plot_label(out, "a\"b'c`d\\e\tf\ng", 40), "\"a”b”c”d＼e f g\"");
    EXPECT(plot_label(out, "\xff\xfe", 40), "\"\"");
    EXPECT(plot_label(out, "]]>\x01\xe2\x80\xae\xef\xbf\xbf", 40), "\"]]＞   \"");
    EXPECT(plot_label(out, "一二三四五", 5), "\"一二三四五\"");
    EXPECT(plot_label(out, "一二三四五六", 5), "\"一二三四…\"");
}

/* gnuplot itself draws all of it, twice the same, in three themes and as pixels. */
static void pictures_are_the_same_bytes_each_time(void **state)
{
    (void)state;
    struct doc *a = drafted(hostile, HOSTILE, "2026-10");
    struct doc *b = draft_make(&figures);
    struct gnuplot *g = gnuplot_new(NULL);
    doc_draw(a, g);
    doc_draw(b, g);
    for (size_t i = 0; i < a->charts.n; i++) {
        struct doc_chart *x = a->charts.v[i], *y = b->charts.v[i];
        const struct str *one[] = {&x->svg, &x->dark, &x->print, &x->png},
                         *two[] = {&y->svg, &y->dark, &y->print, &y->png};
        for (int k = 0; k < 4; k++) {
            assert_true(one[k]->len > 500);
            assert_int_equal(one[k]->len, two[k]->len);
            assert_memory_equal(one[k]->p, two[k]->p, one[k]->len);
        }
        for (int k = 0; k < 3; k++) {
            assert_memory_equal(one[k]->p, "<?xml", 5);
            assert_non_null(strstr(one[k]->p, "<title>附图"));
            assert_null(strstr(one[k]->p, "GNUPLOT"));
            assert_null(strstr(one[k]->p, "<script"));
            assert_no_foreign_byte(one[k]);
        }
        assert_memory_equal(x->png.p, "\x89PNG\r\n\x1a\n", 8);
        assert_memory_equal(x->png.p + x->png.len - 8, "IEND\xae\x42\x60\x82", 8);
        assert_true(x->width == 1843 && x->height > 300);
    }
    assert_int_equal(access("canary", F_OK), -1);
    gnuplot_free(g);
    doc_free(b);
    done(a);
}

/* With no picture, the paper is whole: every format is written, and the tables stand for the charts. */
static void expect_tables(struct doc *d)
{
    static const struct doc_writer *const w[] = {&doc_html, &doc_docx, &doc_pdf,
                                                 &doc_xlsx, &doc_json, &doc_csv};
    struct doc_options all = {0};
    struct err e;
    for (size_t i = 0; i < d->charts.n; i++)
        assert_int_equal(d->charts.v[i]->svg.len + d->charts.v[i]->png.len, 0);
    for (size_t i = 0; i < sizeof w / sizeof *w; i++) {
        struct str s = {0};
        assert_int_equal(w[i]->write(d, &all, &s, &e), 0);
        assert_true(s.len > 1000);
        if (w[i] == &doc_html) {
            assert_null(strstr(s.p, "<img"));
            assert_non_null(strstr(s.p, "九成办件不超过"));
        }
        str_release(&s);
    }
}

static void without_gnuplot_tables_stand_for_the_charts(void **state)
{
    folder_make(state);
    static const struct {
        const char *name, *program;
    } bad[] = {{"killed", "#!/bin/sh\nkill -9 $$\n"},
               {"half", "#!/bin/sh\necho '<?xml version=\"1.0\"?><svg>'\n"},
               {"failing", "#!/bin/sh\ncat >/dev/null\nexit 3\n"},
               {"hanging", "#!/bin/sh\nexec sleep 60\n"},
               {"missing", NULL}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct str path = {0};
        str_printf(&path, "%s/%s", folder, bad[i].name);
        if (bad[i].program) {
            folder_write(bad[i].name, bad[i].program);
            assert_int_equal(chmod(path.p, 0755), 0);
        }
        struct doc *d = drafted(NULL, 0, "2026-10");
        struct gnuplot *g = gnuplot_new(path.p);
        gnuplot_deadline(g, 200);
        doc_draw(d, g);
        expect_tables(d);
        gnuplot_free(g);
        done(d);
        str_release(&path);
    }
    folder_remove(state);
}

/* A first month, a month of nothing, one unit, and units that all are alike. */
static void there_may_be_little_to_draw(void **state)
{
    (void)state;
    static const struct {
        int counties, zones, depts;
        int64_t cases;
        size_t charts; /* that there are */
    } t[] = {{1, 0, 0, 900, 8}, {0, 0, 3, 900, 7}, {12, 6, 3, 0, 0}, {3, 0, 0, 2, 4}, {60, 0, 60, 40, 8}};
    struct gnuplot *g = gnuplot_new(NULL);
    for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
        city = (struct city){.counties = t[i].counties,
                             .zones = t[i].zones,
                             .depts = t[i].depts,
                             .cases = t[i].cases,
                             .from = 12 * 2026 + 9,
                             .last = 12 * 2026 + 9};
        city_make(&city);
        city_figures(&city, city.last, city.last, &figures);
        struct doc *d = draft_make(&figures);
        doc_draw(d, g);
        for (size_t k = 0; k < d->charts.n; k++) {
            if (!d->charts.v[k]->png.len)
                print_error("case %zu: no picture of %s\n", i, d->charts.v[k]->name);
            assert_true(d->charts.v[k]->png.len > 0);
        }
        if (d->charts.n != t[i].charts)
            print_error("case %zu: %zu charts\n", i, d->charts.n);
        assert_int_equal(d->charts.n, t[i].charts);
        done(d);
    }
    gnuplot_free(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_month_has_eight_charts),
        cmocka_unit_test(rows_are_sorted_by_what_matters),
        cmocka_unit_test(figures_of_the_charts),
        cmocka_unit_test(a_running_year_has_its_stocks),
        cmocka_unit_test(a_year_has_no_days),
        cmocka_unit_test(a_script_holds_no_foreign_line),
        cmocka_unit_test(labels),
        cmocka_unit_test(pictures_are_the_same_bytes_each_time),
        cmocka_unit_test(without_gnuplot_tables_stand_for_the_charts),
        cmocka_unit_test(there_may_be_little_to_draw),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
