/* What the sentences of a bulletin say, and what they leave out. */
#include "tests/unit/draft_words.h"

static void a_decision_is_said_with_what_was_said_of_it(void **state)
{
    (void)state;
    struct city c;
    struct draft_figures f;
    struct str text = {0};
    begin(&c, &f, "2026-10");
    assert_true(f.bottoms.n > 0);
    const struct draft_bottom b = f.bottoms.v[0];
    SAYS(words_of(&f, &text), "（待决定）");
    struct interview v = interview_proposed(f.last, b.league, b.unit);
    vec_push(&f.interviews, v);
    struct interview *is = &f.interviews.v[f.interviews.n - 1];
    is->state = IS_waived;
    is->said = " 系统迁移，\n数据补录较晚。 ";
    SAYS(words_of(&f, &text), b.action == BOTTOM_REMIND
                                  ? "，经研究免予提醒，理由：系统迁移， 数据补录较晚。"
                                  : "，经研究免予约谈，理由：系统迁移， 数据补录较晚。");
    is->said = NULL;
    SAYS_NOT(words_of(&f, &text), "理由");
    is->state = IS_confirmed;
    is->confirmed_at = day_start(day_make(2026, 11, 6));
    SAYS(words_of(&f, &text), "，已于11月6日确认。");
    is->said = "定于11月12日约谈。";
    SAYS(words_of(&f, &text), "，已于11月6日确认，定于11月12日约谈。");
    is->state = IS_held;
    is->held_on = day_make(2026, 11, 12); /* after the draft's instant */
    is->due = day_make(2026, 11, 26);
    f.bottoms.v[0].action = BOTTOM_DEPUTY;
    SAYS(words_of(&f, &text), "，定于11月12日约谈，整改报告应于11月26日前报送。");
    is->held_on = day_make(2026, 11, 6);
    SAYS(words_of(&f, &text), "，已于11月6日约谈，整改报告应于11月26日前报送。");
    is->due = day_make(2027, 1, 6);
    f.bottoms.v[0].action = BOTTOM_REMIND; /* who is to be reminded was not called in */
    SAYS(words_of(&f, &text), "建议提醒，已于11月6日提醒，整改报告应于2027年1月6日前报送。");
    is->state = IS_accepted;
    SAYS(words_of(&f, &text), "，已于11月6日提醒，整改报告已审核通过。");
    end(&c, &f, &text);
}

/* A month that goes on has no last place yet; what became of the months before is told, of another year by
 * its year. */
static void a_month_that_goes_on_has_no_bottom_place(void **state)
{
    (void)state;
    struct city c;
    struct draft_figures f;
    struct str text = {0};
    begin(&c, &f, "2026-01");
    struct interview v = interview_proposed(12 * 2025 + 11, LEAGUE_COUNTY, f.league[LEAGUE_COUNTY].v[0].unit);
    v.state = IS_held;
    v.held_on = day_make(2025, 12, 30);
    v.due = day_make(2026, 2, 20);
    vec_push(&f.interviews, v);
    SAYS(words_of(&f, &text), "建议提醒");
    SAYS(text.p, "2025年12月份县区末位甲县");
    SAYS(text.p, "已于2025年12月30日约谈，整改报告应于2月20日前报送。");
    f.as_of = day_start(day_make(2026, 1, 20));
    SAYS(words_of(&f, &text), "\n1月份尚未结束，末位在月末后评定。2025年12月份县区末位甲县");
    SAYS_NOT(text.p, "建议提醒");
    SAYS_NOT(text.p, "无末位");
    end(&c, &f, &text);
}

static void long_lists_name_five_and_count_the_rest(void **state)
{
    (void)state;
    struct city c;
    struct draft_figures f;
    struct str text = {0};
    begin(&c, &f, "2026-10");
    const char *said = strstr(words_of(&f, &text), "（三）");
    said = strstr(text.p, "较上月上升两位以上的有丙局");
    assert_non_null(said);
    const char *stop = strstr(said, "。");
    int named = 0;
    for (const char *z = said; (z = strstr(z, "丙局")) && z < stop; z += strlen("丙局"))
        named++;
    assert_int_equal(named, 5);
    const char *more = strstr(said, "等");
    assert_true(more && more < stop && strstr(more, "个（附表") < stop);
    end(&c, &f, &text);
}

static void a_year_is_compared_once(void **state)
{
    (void)state;
    struct city c;
    struct draft_figures f;
    struct str text = {0};
    begin(&c, &f, "2026");
    const char *said = words_of(&f, &text);
    SAYS(said, "，比上年");
    SAYS_NOT(said, "同比");
    SAYS_NOT(said, "环比");
    SAYS(said, "。年末在办");
    end(&c, &f, &text);
    begin(&c, &f, "2026-Q3");
    said = words_of(&f, &text);
    SAYS(said, "，环比");
    SAYS(said, "，同比");
    SAYS(said, "。季末在办");
    end(&c, &f, &text);
}

static void what_is_nothing_is_left_out(void **state)
{
    (void)state;
    struct city c;
    struct draft_figures f;
    struct str text = {0};
    begin(&c, &f, "2026-10");
    f.appeals.open = 1;
    vec_push(&f.appeals.units, ((struct draft_unit){0, -1}));
    const char *said = words_of(&f, &text);
    SAYS(said, "受理申诉1件，尚在复核（");
    SAYS_NOT(said, "成立0件");
    f.appeals.upheld = 1;
    SAYS(words_of(&f, &text), "受理申诉2件，其中成立1件、尚在复核1件（");
    vec_release(&f.appeals.units);
    f.appeals = (struct draft_appeals){.refused = 2};
    SAYS(words_of(&f, &text), "受理申诉2件，均不成立。");
    f.now.c[C_n_red] = f.now.c[C_c_red] = f.now.c[C_n_warning] = 0;
    said = words_of(&f, &text);
    SAYS(said, "张，没有红牌。");
    SAYS_NOT(said, "红牌0");
    SAYS_NOT(said, "预警0");
    f.now.c[C_overdue_open] = 0;
    SAYS(words_of(&f, &text), "件，均未超过承诺时限。");
    f.now.c[C_open_end] = 0;
    SAYS(words_of(&f, &text), "月末没有在办件。");
    f.now.c[C_submitted] = f.now.c[C_accepted] = 0;
    SAYS(words_of(&f, &text), "10月份，全市没有收件，环比下降100.0%，");
    SAYS(text.p, "；没有受理，环比下降100.0%，");
    SAYS_NOT(text.p, "件0件");
    end(&c, &f, &text);
}

static void who_has_not_reported_is_named_in_the_demand(void **state)
{
    (void)state;
    struct city c;
    struct draft_figures f;
    struct str text = {0};
    begin(&c, &f, "2026-Q3");
    for (int32_t u = 0; u < 3; u++)
        vec_push(&f.reports, ((struct draft_report){.region = u,
                                                    .counter = u == 1 ? NULL : "accepted",
                                                    .reported = u ? 100 : 900,
                                                    .system = 100,
                                                    .verdict = u == 1   ? SELF_MISSING
                                                               : u == 0 ? SELF_CONFLICT
                                                                        : SELF_AGREE,
                                                    .late = u > 0,
                                                    .past = {u ? 0 : -3, REPORT_NONE}}));
    const char *said = words_of(&f, &text);
    SAYS(said, "9月份的每月报送，3个县区、开发区中1个按时报送，迟报的有");
    SAYS(said, "，未报的有");
    SAYS(said, "1项严重不符。严重不符的有");
    SAYS(said, "的受理（报900，系统100）。");
    SAYS(said, "补报9月份的报送表。");
    /* and which way its figures go */
    struct doc *d = draft_make(&f);
    const struct doc_table *t = doc_find(d, "differences");
    assert_int_equal(draft_value(t, 0, "difference"), 800);
    assert_int_equal(draft_value(t, 0, "difference_1"), -3);
    assert_int_equal(draft_cell(t, 0, "difference_2")->type, CELL_NULL);
    doc_free(d);
    end(&c, &f, &text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_decision_is_said_with_what_was_said_of_it),
        cmocka_unit_test(a_month_that_goes_on_has_no_bottom_place),
        cmocka_unit_test(long_lists_name_five_and_count_the_rest),
        cmocka_unit_test(a_year_is_compared_once),
        cmocka_unit_test(what_is_nothing_is_left_out),
        cmocka_unit_test(who_has_not_reported_is_named_in_the_demand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
