/* How the sentences of a bulletin, and the papers of orders, are put: so that who signs has nothing to
 * correct. */
#include "reports/draft_order.h"
#include "tests/unit/draft_words.h"

/* All, some, none of what was due; of one, neither 均 nor a number. */
static void what_was_done_in_time(void **state)
{
    (void)state;
    static const struct {
        int64_t due, done;
        const char *orders, *ratings;
    } t[] = {
        {3, 3, "到期应反馈3份，均按时反馈。", "到期应整改差评3条，均按期整改。"},
        {3, 0, "到期应反馈3份，均未按时反馈。", "到期应整改差评3条，均未按期整改。"},
        {3, 1, "到期应反馈3份，按时反馈1份，按时反馈率33.33%。", "到期应整改差评3条，按期整改1条。"},
        {1, 1, "到期应反馈1份，已按时反馈。", "到期应整改差评1条，已按期整改。"},
        {1, 0, "到期应反馈1份，未按时反馈。", "到期应整改差评1条，未按期整改。"},
    };
    struct city c;
    struct draft_figures f;
    struct str text = {0};
    begin(&c, &f, "2026-10");
    for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
        f.now.c[C_orders_due] = f.now.c[C_bad_due] = t[i].due;
        f.now.c[C_orders_on_time] = f.now.c[C_bad_on_time] = t[i].done;
        SAYS(words_of(&f, &text), t[i].orders);
        SAYS(text.p, t[i].ratings);
    }
    end(&c, &f, &text);
}

/* Orders are named as their papers are, and those of a later period in its own bulletin. */
static void overdue_orders_are_those_of_the_period(void **state)
{
    (void)state;
    struct city c;
    struct draft_figures f;
    struct str text = {0};
    struct order o = {.order = "2026-41",
                      .state = IS_issued,
                      .replied_at = INSTANT_NONE,
                      .closed_at = INSTANT_NONE,
                      .round_end = INSTANT_NONE,
                      .first_due = day_make(2026, 10, 31)};
    begin(&c, &f, "2026-10");
    draft_add_order(&f, &o);
    o.order = "2026-42";
    o.first_due = day_make(2026, 11, 1);
    draft_add_order(&f, &o);
    SAYS(words_of(&f, &text), "截至11月7日，逾期尚未反馈的有1份：临审督〔2026〕41号（");
    SAYS_NOT(text.p, "42号");
    end(&c, &f, &text);
}

/* 持平 goes with 与; a place moves 由 … 至. */
static void what_is_level_is_level_with_something(void **state)
{
    (void)state;
    struct city c;
    struct draft_figures f;
    struct str text = {0};
    begin(&c, &f, "2026-10");
    f.before = f.now;
    SAYS(words_of(&f, &text), "件，环比持平，同比");
    SAYS(text.p, "%，与上月持平，同比");
    SAYS_NOT(text.p, "较上月持平");
    struct draft_place *p = f.league[LEAGUE_COUNTY].v;
    p[0].rank_before = 7;
    p[11].rank_before = 2;
    words_of(&f, &text);
    SAYS(text.p, "（由第7位升至第1位）");
    SAYS(text.p, "（由第2位降至第12位）");
    end(&c, &f, &text);
    begin(&c, &f, "2026");
    f.before = f.now;
    SAYS(words_of(&f, &text), "件，与上年持平；受理");
    SAYS_NOT(text.p, "比上年持平");
    end(&c, &f, &text);
}

/* Who has cards of which no rule is known stands apart from what is still open. */
static void cards_and_open_cases_stand_apart(void **state)
{
    (void)state;
    struct city c;
    struct draft_figures f;
    struct str text = {0};
    begin(&c, &f, "2026-10");
    f.cards.n = 0;
    struct counters *now = &f.league[LEAGUE_COUNTY].v[0].now;
    now->c[C_n_red] = 0;
    now->c[C_n_yellow] = 3;
    now->c[C_overdue_open] = 2;
    SAYS(words_of(&f, &text), "：黄牌3张；超过承诺时限仍在办2件。");
    now->c[C_n_yellow] = 0;
    SAYS(words_of(&f, &text), "：超过承诺时限仍在办2件。");
    end(&c, &f, &text);
}

/* The item that has most cards of a rule is named as that; of several that have as many none is. */
static void only_the_most_is_named_so(void **state)
{
    (void)state;
    static const struct {
        int64_t a, b;
        const char *said;
    } t[] = {
        {3, 1, "其中五日内未告知4张（“A1”最多，3张）"},
        {1, 3, "其中五日内未告知4张（“B2”最多，3张）"},
        {4, 0, "其中五日内未告知4张（均为“A1”）"},
        {2, 2, "其中五日内未告知4张"},
        {1, 0, "其中五日内未告知1张"},
    };
    struct city c;
    struct draft_figures f;
    struct str text = {0};
    begin(&c, &f, "2026-10");
    f.league[LEAGUE_COUNTY].v[0].now.c[C_n_yellow] = 9;
    for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
        int32_t unit = f.league[LEAGUE_COUNTY].v[0].unit;
        uint16_t rule = (uint16_t)rules_find(111);
        f.cards.n = 0;
        vec_push(&f.cards, ((struct draft_cards){rule, LEVEL_YELLOW, unit, -1, "A1", t[i].a, false}));
        if (t[i].b)
            vec_push(&f.cards, ((struct draft_cards){rule, LEVEL_YELLOW, unit, -1, "B2", t[i].b, false}));
        SAYS(words_of(&f, &text), t[i].said);
        assert_int_equal(strstr(text.p, "最多") != NULL, i < 2);
    }
    end(&c, &f, &text);
}

/* The note of a league says what its table shows. */
static void a_note_says_what_the_table_shows(void **state)
{
    (void)state;
    static const char *const period[] = {"2026-10", "2026-Q3"}, *const why[] = {"单位办结不足",
                                                                                "月份不足一半"};
    for (int i = 0; i < 2; i++) {
        struct city c;
        struct draft_figures f;
        struct str text = {0};
        begin(&c, &f, period[i]);
        struct doc *d = draft_make(&f);
        assert_string_equal(doc_find(d, "county")->note, "比率后为分子/分母。");
        doc_free(d);
        f.league[LEAGUE_COUNTY].v[11].rank = 0;
        d = draft_make(&f);
        assert_non_null(strstr(doc_find(d, "county")->note, why[i]));
        doc_free(d);
        end(&c, &f, &text);
    }
}

static void differences_stand_by_unit(void **state)
{
    (void)state;
    struct city c;
    struct draft_figures f;
    struct str text = {0};
    begin(&c, &f, "2026-10");
    static const char *const counter[] = {"accepted", "completed", "accepted"};
    for (int32_t i = 0; i < 3; i++)
        vec_push(&f.reports, ((struct draft_report){.region = i / 2,
                                                    .counter = counter[i],
                                                    .reported = 900,
                                                    .system = 100 + i,
                                                    .verdict = SELF_CONFLICT,
                                                    .late = true,
                                                    .past = {REPORT_NONE, REPORT_NONE}}));
    struct str want = {0};
    str_printf(&want,
               "严重不符的有%s的受理（报900，系统100）、办结（报900，系统101）；%s的受理（报900，系统102）。",
               f.ref->regions[0].name, f.ref->regions[1].name);
    SAYS(words_of(&f, &text), str_text(&want));
    SAYS(text.p, "2个县区、开发区均未按时报送，迟报的有");
    SAYS(text.p, "。没有报送数与系统数一致的指标，3项严重不符。");
    str_release(&want);
    end(&c, &f, &text);
}

/* The paper of an order is of the office, and the same bytes whenever it is asked for. */
static void an_order_s_paper_is_as_it_was_issued(void **state)
{
    (void)state;
    struct city c;
    struct draft_figures f;
    struct str text = {0};
    begin(&c, &f, "2026-10");
    struct order o = {.order = "2026-41",
                      .state = IS_issued,
                      .issued_at = day_start(day_make(2026, 11, 3)),
                      .closed_at = day_start(day_make(2026, 11, 5)),
                      .due = day_make(2026, 11, 10)};
    struct act issue = {.text = "请核实。"};
    struct draft_order_figures of = {.ref = f.ref, .conf = f.conf, .order = &o, .issue = &issue};
    struct doc *d = draft_order(&of);
    assert_int_equal(d->as_of, o.issued_at);
    assert_string_equal(d->paper.number, "临审督〔2026〕41号");
    for (int face = 0; face < DOC_FACES; face++)
        assert_non_null(d->paper.font[face]);
    assert_string_equal(d->paper.font[DOC_FANGSONG], f.conf->font_body);
    doc_free(d);
    o.state = IS_cancelled;
    d = draft_order(&of);
    assert_int_equal(d->as_of, o.closed_at);
    doc_free(d);
    end(&c, &f, &text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_done_in_time),
        cmocka_unit_test(overdue_orders_are_those_of_the_period),
        cmocka_unit_test(what_is_level_is_level_with_something),
        cmocka_unit_test(cards_and_open_cases_stand_apart),
        cmocka_unit_test(only_the_most_is_named_so),
        cmocka_unit_test(a_note_says_what_the_table_shows),
        cmocka_unit_test(differences_stand_by_unit),
        cmocka_unit_test(an_order_s_paper_is_as_it_was_issued),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
