/* The pure half of reports/: escaping, number formats, figures. */
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

#include "reports/web/asked.h"
#include "reports/format.h"
#include "reports/web/html.h"
#include "reports/figures.h"
#include "reports/names.h"
#include "reports/running.h"
#include "reports/words.h"
#include "tests/unit/expect.h"
#include "tests/unit/hostile.h"
#include "analyzer/event_fields.h"

static void counts(void **state)
{
    (void)state;
    EXPECT(format_count(out, 0), "0");
    EXPECT(format_count(out, 999), "999");
    EXPECT(format_count(out, 1000), "1,000");
    EXPECT(format_count(out, -1234567), "-1,234,567");
    EXPECT(format_count(out, INT64_MIN), "-9,223,372,036,854,775,808");
}

static void rates(void **state)
{
    (void)state;
    EXPECT(format_rate(out, 9876), "98.76%");
    EXPECT(format_rate(out, 10000), "100.00%");
    EXPECT(format_rate(out, 5), "0.05%");
    EXPECT(format_rate(out, BP_NULL), "—");
    EXPECT(format_fraction(out, ((struct rate_value){1234, 1250, 9872})), "98.72%(1,234/1,250)");
    EXPECT(format_fraction(out, ((struct rate_value){0, 0, BP_NULL})), "—");
    EXPECT(format_score(out, 87654), "87.654");
    EXPECT(format_score(out, -1), "—");
    EXPECT(format_points(out, 9500, 9620), "-1.20");
    EXPECT(format_points(out, 9500, 9495), "+0.05");
    EXPECT(format_points(out, 9500, 9500), "0.00");
    EXPECT(format_points(out, BP_NULL, 1), "—");
    EXPECT(format_change(out, 103, 100), "+3.0%");
    EXPECT(format_change(out, 1, 3), "-66.7%");
    EXPECT(format_change(out, 5, 5), "0.0%");
    EXPECT(format_change(out, 5, 0), "—");
    EXPECT(format_change(out, 2005, 2000), "+0.3%");
}

static void spans(void **state)
{
    (void)state;
    char buf[INSTANT_TEXT];
    EXPECT(format_span(out, 3 * SECOND), "3 秒");
    EXPECT(format_span(out, -SECOND), "0 秒");
    EXPECT(format_span(out, 119 * SECOND), "1 分钟");
    EXPECT(format_span(out, 49 * HOUR), "2 天");
    EXPECT(format_month(out, 2026 * 12 + 9), "2026年10月");
    assert_string_equal(format_when(day_start(day_make(2026, 10, 13)), buf), "2026-10-13 00:00:00");
    assert_string_equal(format_when(INSTANT_NONE, buf), "");
    assert_string_equal(format_weekday(day_make(2026, 10, 13)), "周二");
}

/* what the browser would read back: every text, with nothing of it taken as markup */
static void assert_escaped(const struct str *s)
{
    assert_null(strstr(s->p, "<script"));
    assert_null(strstr(s->p, "<h1>"));
    assert_null(strstr(s->p, "<b>"));
    assert_null(strstr(s->p, "\" onmouse"));
    assert_null(strstr(s->p, "' or"));
}

static void every_cell_escapes(void **state)
{
    (void)state;
    struct arena a = {0};
    for (int i = 0; i < HOSTILE; i++) {
        struct str s = {0};
        struct column c[] = {{hostile[i], 't'}, {hostile[i], 'n'}};
        html_table_of(&s, hostile[i], c);
        html_row(&s);
        html_head_cell(&s, hostile[i], html_href(&a, "/alerts", "item", hostile[i], NULL));
        html_cell(&s, hostile[i]);
        html_code_cell(&s, hostile[i]);
        html_table_end(&s);
        html_link(&s, hostile[i], hostile[i]);
        html_select(&s, "x", "x", NULL);
        html_option(&s, hostile[i], hostile[i], hostile[i]);
        html_select_end(&s);
        html_input(&s, "x", "x", hostile[i], "text");
        html_note(&s, hostile[i]);
        html_section(&s, "x", hostile[i]);
        html_plain(&s, NULL, hostile[i], hostile[i], hostile[i]);
        char *h1 = strstr(s.p, "<h1>"); /* that of the plain page */
        if (h1)
            memset(h1, ' ', 4);
        assert_escaped(&s);
        assert_no_foreign_byte(&s);
        str_release(&s);
    }
    arena_release(&a);
}

static void every_field_of_an_event_escapes(void **state)
{
    (void)state;
    struct refdata ref = {0};
    for (int i = 0; i < HOSTILE; i++)
        for (const struct event_field *f = event_field; f->name; f++) {
            if (f->form != FORM_TEXT && f->form != FORM_EVENT_ID && f->form != FORM_TEXTS)
                continue;
            struct event ev;
            struct str value = {0}, s = {0};
            const char *list[] = {hostile[i]};
            event_clear(&ev);
            ev.type = f->type;
            char *p = (char *)&ev.data + f->offset;
            if (f->form == FORM_TEXTS)
                *(struct texts *)(void *)p = (struct texts){list, 1, true};
            else
                *(const char **)(void *)p = hostile[i];
            words_value(&value, &ev, f, &ref, LANG_ZH);
            assert_string_equal(str_text(&value), hostile[i]);
            html_cell(&s, str_text(&value));
            assert_escaped(&s);
            str_release(&value);
            str_release(&s);
        }
}

static void words_have_names(void **state)
{
    (void)state;
    struct arena a = {0};
    assert_string_equal(names_subject(902, "accepted", &a), "受理");
    assert_string_equal(names_subject(903, "<b>@x", &a), "<b>@x");
    assert_string_equal(names_subject(113, "a@b@D1", &a), "a@b");
    assert_string_equal(names_subject_said(LANG_ZH, 207, "#2", &a), "第2次");
    assert_string_equal(names_subject_said(LANG_EN, 111, "#1", &a), "after supplement 1");
    assert_string_equal(names_subject_said(LANG_ZH, 111, "precheck", &a), "预审后");
    assert_string_equal(names_subject_said(LANG_ZH, 111, "", &a), "");
    assert_string_equal(names_subject_said(LANG_ZH, 117, "2026-10-28", &a), "2026-10-28 起无进展");
    assert_string_equal(names_subject_said(LANG_ZH, 113, "#2@D1", &a), "#2");
    arena_release(&a);
    assert_int_equal(names_level("red"), LEVEL_RED);
    assert_int_equal(names_level("x"), LEVEL_NONE);
    assert_int_equal(names_state("withdrawn"), STATE_WITHDRAWN);
    assert_int_equal(names_league("zone"), LEAGUE_ZONE);
    assert_int_equal(names_league(""), -1);
    for (const struct event_field *f = event_field; f->name; f++)
        if (f->type != EV_monthly_report)
            assert_string_not_equal(words_field(f->name), f->name);
    for (int form = FORM_KIND; form <= FORM_RECTIFIED; form++)
        for (const char *const *w = event_words((enum form)form) + 1; *w; w++)
            assert_string_not_equal(words_word(*w), *w);
    for (const char *const *w = event_channel_word + 1; *w; w++)
        assert_string_not_equal(words_word(*w), *w);
}

/* two regions; a case open since August, another since September and ended in October */
static void stocks_add_up(void **state)
{
    (void)state;
    struct arena a = {0};
    struct region regions[] = {{"1", "甲", LEAGUE_COUNTY}, {"2", "乙", LEAGUE_COUNTY}};
    struct refdata ref = {.regions = regions, .n_regions = 2};
    weights_default(&ref.weights);
    refdata_index(&ref);
    month aug = 2026 * 12 + 7;
    struct read_sum rows[] = {{.month = aug, .unit = "1"},
                              {.month = aug + 1, .unit = "1"},
                              {.month = aug + 2, .unit = "1"},
                              {.month = aug + 2, .unit = "gone"}};
    rows[0].counters.c[C_open_end] = rows[1].counters.c[C_open_end] = 1;
    rows[1].counters.c[C_accepted] = 5;
    rows[2].counters.c[C_open_end] = -1;
    rows[2].counters.c[C_overdue_open] = rows[3].counters.c[C_overdue_open] = 1;
    struct figures f;
    figures_fill(&f, BY_REGION, &(struct read_sums){rows, 4}, aug + 1, aug + 3, &ref, &a);
    assert_int_equal(figures_at(&f, aug, 0)->c[C_open_end], 0);
    assert_int_equal(figures_at(&f, aug + 1, 0)->c[C_open_end], 2);
    assert_int_equal(figures_at(&f, aug + 1, 0)->c[C_accepted], 5);
    assert_int_equal(figures_at(&f, aug + 2, 0)->c[C_open_end], 1);
    assert_int_equal(figures_at(&f, aug + 2, 0)->c[C_accepted], 0);
    assert_int_equal(figures_at(&f, aug + 3, 0)->c[C_open_end], 1);
    assert_int_equal(figures_at(&f, aug + 3, 0)->c[C_overdue_open], 1);
    assert_int_equal(figures_at(&f, aug + 3, 1)->c[C_open_end], 0);
    assert_int_equal(figures_trouble(&f, aug + 3, &ref), 0);
    assert_int_equal(figures_trouble(&f, aug + 1, &ref), -1);
    /* month by month it comes to the same as all at once; a unit that is gone from the reference data is here
     */
    struct running run = {0};
    running_month(&run, aug, rows, 1);
    for (int i = 0; i < 3; i++) {
        static const size_t from[] = {1, 2, 4}, upto[] = {2, 4, 4};
        running_month(&run, aug + 1 + i, rows + from[i], upto[i] - from[i]);
        assert_string_equal(run.row.v[0].unit, "1");
        assert_memory_equal(&run.row.v[0].counters, figures_at(&f, aug + 1 + i, 0), sizeof(struct counters));
        assert_int_equal(run.row.n, i ? 2 : 1);
    }
    assert_string_equal(run.row.v[1].unit, "gone");
    running_release(&run);
    map_release(&ref.region_map);
    arena_release(&a);
}

/* Units that come in any month stand in the order of their codes, whoever was there before. */
static void running_units_in_order(void **state)
{
    (void)state;
    static const char *const months[] = {"m", "am", "", "amz", "bqz", "c", "0z"};
    struct running run = {0};
    char seen[128] = {0};
    for (size_t i = 0; i < sizeof months / sizeof *months; i++) {
        struct read_sum flows[8] = {0};
        char code[8][2] = {{0}};
        size_t n = strlen(months[i]);
        for (size_t k = 0; k < n; k++) {
            code[k][0] = months[i][k];
            flows[k].unit = code[k];
            flows[k].counters.c[C_open_end] = 1;
            flows[k].counters.c[C_accepted] = 2;
            seen[(int)months[i][k]]++;
        }
        running_month(&run, (month)i, flows, n);
        size_t at = 0;
        for (int c = 0; c < 128; c++) {
            if (!seen[c])
                continue;
            assert_int_equal(run.row.v[at].unit[0], c);
            assert_int_equal(run.row.v[at].counters.c[C_open_end], seen[c]);
            assert_int_equal(run.row.v[at].counters.c[C_accepted], n && strchr(months[i], c) ? 2 : 0);
            at++;
        }
        assert_int_equal(run.row.n, at);
    }
    running_release(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts),
        cmocka_unit_test(rates),
        cmocka_unit_test(spans),
        cmocka_unit_test(every_cell_escapes),
        cmocka_unit_test(every_field_of_an_event_escapes),
        cmocka_unit_test(words_have_names),
        cmocka_unit_test(stocks_add_up),
        cmocka_unit_test(running_units_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
