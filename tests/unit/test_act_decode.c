/* The decoder of acts: sizes, bytes, sentences, what is kept. The forms of the fields: tests/golden/act-form.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "codec/act_decode.h"
#include "tests/unit/fixture.h"

#define HEAD "{\"seq\":1,\"at\":\"2026-03-02T09:00:00.25+08:00\",\"by\":\"u1\",\"role\":\"bureau\",\"act\":"
#define NOTE HEAD "\"note\",\"case_no\":\"c1\",\"text\":\"x\""

static void good(const char *p, size_t n, struct act *a)
{
    struct reject rj;
    if (act_decode(p, n, &ref, &arena, a, &rj))
        fail_msg("%s", rj.reason);
}

/* The sentence begins so; how JSON is broken is said in Jansson's words. */
static void bad(const char *p, size_t n, const char *sentence)
{
    struct act a;
    struct reject rj = {NULL, ""};
    assert_int_equal(act_decode(p, n, &ref, &arena, &a, &rj), -1);
    assert_string_equal(rj.code, "bad_form");
    if (strncmp(rj.reason, sentence, strlen(sentence)) != 0)
        fail_msg("%s", rj.reason);
}

static void test_size(void **state)
{
    (void)state;
    enum { MOST = 256 * 1024 };
    static char line[MOST + 2];
    struct act a;
    memset(line, ' ', sizeof line);
    memcpy(line, NOTE "}", sizeof NOTE);
    good(line, MOST, &a);
    bad(line, MOST + 1, "the act has 262145 bytes: at most 262144 are wanted");
}

/* An array of any length, and texts of the greatest, are read by the slower reader. */
static void test_many_alerts(void **state)
{
    (void)state;
    enum { MANY = 5000 };
    struct str s = {0};
    struct act a;
    str_printf(&s, HEAD "\"drop\",\"region\":\"%s\",\"dept\":\"%s\",\"text\":\"x\",\"alerts\":[",
               ref.regions[1].code, ref.depts[1].code);
    for (int i = 0; i < MANY; i++)
        str_printf(&s, "%s{\"case_no\":\"c%d\",\"rule\":102,\"subject\":\"\"}", i ? "," : "", i);
    str_puts(&s, "]}");
    good(s.p, s.len, &a);
    assert_int_equal(a.alerts.n, MANY);
    assert_string_equal(a.alerts.v[MANY - 1].case_no, "c4999");
    assert_int_equal(rule_table[a.alerts.v[7].rule].no, 102);
    assert_true(a.region == 1 && a.dept == 1 && a.own == -1);
    str_release(&s);
}

static void test_sentences(void **state)
{
    (void)state;
    static const struct {
        const char *line, *sentence;
    } row[] = {
        {"\xff", "the act is not valid UTF-8"},
        {"", "the act is not one JSON object: "},
        {"[1]", "the act is not one JSON object but another JSON value"},
        {"{}", "field seq is missing"},
        {NOTE ",\"seq\":2}", "the act is not one JSON object: duplicate object key"},
        {HEAD "\"note\",\"text\":\"x\"}", "field case_no is missing"},
        {HEAD "\"note\",\"case_no\":\"c1\"}", "field text is missing"},
        {HEAD "\"Note\"}", "field act is \"Note\": one of the contract's acts is wanted"},
        {NOTE ",\"own\":\"371302\"}", "field own is \"371302\": a code of departments.csv is wanted"},
        {NOTE ",\"signer\":\"\"}", "field signer is \"\": 1 to 64 characters are wanted"},
        {NOTE ",\"order\":\"2026 7\"}",
         "field order is \"2026 7\": 1 to 64 characters of [A-Za-z0-9._:-] are wanted"},
        {HEAD "\"uphold\",\"text\":\"x\",\"case_no\":\"c\",\"rule\":404,\"subject\":\"#1\",\"event\":{"
              "\"source\":\"s\"}}",
         "field event.event_id is missing"},
        {HEAD "\"uphold\",\"text\":\"x\",\"case_no\":\"c\",\"rule\":99,\"subject\":\"\"}",
         "field rule is 99: the number of a rule is wanted"},
        {HEAD "\"confirm\",\"month\":\"2026-02\",\"league\":\"zone\",\"unit\":\"371302\"}",
         "field unit is \"371302\": the code of a unit of the league is wanted"},
        {HEAD "\"close\",\"order\":\"a\",\"text\":\"\\u0000\"}",
         "field text is \"\"…: 1 to 4000 characters are wanted"},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        bad(row[i].line, strlen(row[i].line), row[i].sentence);
}

/* The canonical line: what is known, in the table's order; instants to the microsecond. */
static void test_write(void **state)
{
    (void)state;
    static const char line[] = "{\"zz\":1,\"text\":\"复核\",\"act\":\"uphold\",\"event\":{\"x\":0,\"event_"
                               "id\":\"e1\",\"source\":\"zwfw\"},"
                               "\"subject\":\"#9\",\"rule\":404,\"case_no\":\"c\\u0031\",\"doc_no\":\"1号\","
                               "\"own\":null,\"role\":\"bureau\","
                               "\"by\":\"u1\",\"at\":\"2026-03-02T01:00:00.25Z\",\"seq\":7,\"region\":5}";
    struct act a;
    struct str out = {0};
    good(line, sizeof line - 1, &a);
    act_write(&out, &a, &ref);
    assert_string_equal(out.p, "{\"seq\":7,\"at\":\"2026-03-02T09:00:00.250000+08:00\",\"by\":\"u1\","
                               "\"role\":\"bureau\",\"act\":\"uphold\","
                               "\"case_no\":\"c1\",\"rule\":404,\"subject\":\"#9\",\"event\":{\"source\":"
                               "\"zwfw\",\"event_id\":\"e1\"},"
                               "\"text\":\"复核\",\"doc_no\":\"1号\"}");
    str_release(&out);
}

/* Who acts is the caller's, whatever the bytes say; so is the number of a new order. */
static void test_asked(void **state)
{
    (void)state;
    struct str s = {0};
    struct act a, caller;
    struct reject rj;
    str_printf(
        &s,
        "{\"seq\":9,\"at\":5,\"by\":\"\",\"role\":\"king\",\"own\":1,\"act\":\"issue\",\"order\":\"no good\","
        "\"region\":\"%s\",\"dept\":\"%s\",\"alerts\":[],\"reply_days\":5,\"text\":\"x\"}",
        ref.regions[1].code, ref.depts[1].code);
    act_clear(&caller);
    caller.seq = 3;
    caller.role = ACTOR_BUREAU;
    caller.by = "chief";
    assert_int_equal(act_decode_asked(s.p, s.len, &ref, &arena, &caller, &a, &rj), 0);
    assert_true(a.seq == 3 && a.role == ACTOR_BUREAU && a.own == -1 && a.type == ACT_issue && !a.order);
    assert_string_equal(a.by, "chief");
    static const char sign[] = "{\"act\":\"sign\"}", none[] = "{\"order\":\"2026-1\"}";
    assert_int_equal(act_decode_asked(sign, sizeof sign - 1, &ref, &arena, &caller, &a, &rj), -1);
    assert_string_equal(rj.reason, "field order is missing");
    assert_int_equal(act_decode_asked(none, sizeof none - 1, &ref, &arena, &caller, &a, &rj), -1);
    assert_string_equal(rj.reason, "field act is missing");
    str_release(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_size),  cmocka_unit_test(test_many_alerts), cmocka_unit_test(test_sentences),
        cmocka_unit_test(test_write), cmocka_unit_test(test_asked),
    };
    return cmocka_run_group_tests_name("act_decode", tests, load, unload);
}
