/* The columns of rules.def and the closed lists say what the contract says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "analyzer/event.h"
#include "analyzer/event_fields.h"
#include "analyzer/raise.h"
#include "analyzer/rules.h"

/* Rules 101-118 wait for time and are open until cleared; 2xx-9xx state a fact and stand. After an exit no
 * rule 101-117 is raised any more, except 116. */
static void test_states(void **state)
{
    (void)state;
    for (int i = 0; i < RULE_COUNT; i++) {
        const struct rule *r = &rule_table[i];
        bool clock = r->no <= 118, survives = r->no == 116 || r->no == 118;
        assert_int_equal(rules_find(r->no), i);
        assert_true(!i || rule_table[i - 1].no < r->no);
        assert_int_equal(r->family, clock ? FAMILY_CLOCK : FAMILY_FACT);
        assert_int_equal(r->state, !clock ? RULE_STANDS : survives ? RULE_SURVIVES : RULE_CLEARS);
    }
    assert_int_equal(rules_find(119), -1);
}

/* Which type the k of a subject `#k` counts. */
static void test_numbered(void **state)
{
    static const struct {
        int no;
        enum event_type type;
    } want[] = {
        {111, EV_supplement_received},
        {114, EV_paused},
        {116, EV_rated},
        {118, EV_complained},
        {201, EV_supplement_requested},
        {202, EV_supplement_requested},
        {206, EV_extended},
        {207, EV_paused},
        {404, EV_supplement_requested},
        {405, EV_paused},
        {501, EV_fee_charged},
    };
    enum { WANTED = sizeof want / sizeof *want };
    int found = 0;
    (void)state;
    for (int i = 0; i < RULE_COUNT; i++) {
        const struct rule *r = &rule_table[i];
        if (r->subject != SUBJECT_NUMBER && r->subject != SUBJECT_WINDOW)
            continue;
        assert_true(found < WANTED);
        assert_int_equal(r->no, want[found].no);
        assert_int_equal(r->numbered, want[found++].type);
    }
    assert_int_equal(found, WANTED);
    assert_int_equal(rules_subject_number("#12"), 12);
    assert_int_equal(rules_subject_number(""), 0);
    assert_int_equal(rules_subject_number("12"), 0);
    assert_int_equal(rules_subject_number("#999999999999"), 999999999);
}

/* By default no rule issues orders by itself. */
static void test_defaults(void **state)
{
    struct rules r;
    (void)state;
    rules_default(&r);
    for (int i = 0; i < RULE_COUNT; i++) {
        assert_true(r.set[i].on && !r.set[i].auto_issue);
        assert_int_equal(r.set[i].level, rule_table[i].level);
    }
}

/* What the state column makes of an alert of a case that exited yesterday. */
static void test_raise(void **state)
{
    (void)state;
    struct refdata ref = {0};
    rules_default(&ref.rules);
    for (int i = 0; i < RULE_COUNT; i++) {
        struct evaluation out = {.next_change = INSTANT_MAX};
        struct facts x = {
            .ref = &ref, .out = &out, .as_of = 2 * DAY_LENGTH, .end = DAY_LENGTH, .exited = true};
        struct alert al = raise_draft(&x, (enum rule_index)i, DAY_LENGTH);
        raise_alert(&x, &al); /* at that very instant it had not ended */
        al.raised = al.cleared = DAY_LENGTH + 1;
        raise_alert(&x, &al);
        bool clears = rule_table[i].state == RULE_CLEARS, stands = rule_table[i].state == RULE_STANDS;
        assert_int_equal(out.alerts.n, clears ? 1 : 2);
        assert_int_equal(out.alerts.v[0].state, stands ? STATE_STANDING : STATE_OPEN);
        if (!clears)
            assert_int_equal(out.alerts.v[1].state, stands ? STATE_STANDING : STATE_CLEARED);
        al.raised = 3 * DAY_LENGTH;
        x.exited = false;
        raise_alert(&x, &al); /* it is to come */
        assert_int_equal(out.next_change, 3 * DAY_LENGTH);
        assert_int_equal(out.alerts.n, clears ? 1 : 2);
        eval_release(&out);
    }
}

static void assert_list(const char *const *word, const char *const *zh, int n)
{
    for (int i = 0; i < n; i++) {
        assert_int_equal(lists_find(word, n, word[i]), word[i] ? i : -1);
        assert_true(*zh[i] || !word[i] || !*word[i]); /* an empty field has no term */
    }
    assert_null(word[n]);
    assert_int_equal(lists_find(word, n, "no such word"), -1);
    assert_int_equal(lists_find(word, n, NULL), -1);
}

static void test_lists(void **state)
{
    (void)state;
    assert_list(level_word, level_zh, LEVELS);
    assert_list(dimension_word, dimension_zh, DIMENSIONS);
    assert_list(alert_state_word, alert_state_zh, ALERT_STATES);
    assert_list(league_word, league_zh, LEAGUES);
    assert_list(phase_word, phase_zh, PHASES);
    assert_list(light_word, light_zh, LIGHTS);
    assert_list(kind_word, kind_zh, KINDS);
    assert_list(by_word, by_zh, BYS);
    assert_list(bottom_action_word, bottom_action_zh, BOTTOMS);
    assert_list(duty_word, duty_zh, DUTIES);
    for (int k = 1; k < KINDS; k++)
        assert_string_equal(event_words(FORM_KIND)[k], kind_word[k]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_states), cmocka_unit_test(test_numbered),
                                       cmocka_unit_test(test_defaults), cmocka_unit_test(test_raise),
                                       cmocka_unit_test(test_lists)};
    return cmocka_run_group_tests_name("rules", tests, NULL, NULL);
}
