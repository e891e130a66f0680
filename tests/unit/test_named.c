/* Names beside the codes of the API's objects. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "config/refdata_load.h"
#include "reports/names.h"
#include "reports/named.h"
#include "tests/unit/expect.h"

static struct refdata ref;

static int load(void **state)
{
    struct str findings = {0};
    struct err e;
    (void)state;
    int rc = refdata_load(&ref, "config", &findings, &e);
    str_release(&findings);
    return rc;
}

static int unload(void **state)
{
    (void)state;
    refdata_release(&ref);
    return 0;
}

#define NAMED(json, want) EXPECT(named_json(out, json, strlen(json), &ref), want)

static void codes_have_names(void **state)
{
    (void)state;
    NAMED("{\"region\":\"371312\",\"dept\":\"none\"}",
          "{\"region\":\"371312\",\"dept\":\"none\",\"region_name\":\"河东区\",\"dept_name\":\"none\"}");
    NAMED("{\"case_no\":\"A\",\"phase\":\"accepted\",\"light\":null,\"kind\":\"\"}",
          "{\"case_no\":\"A\",\"phase\":\"accepted\",\"light\":null,\"kind\":\"\",\"phase_name\":\"已受理\","
          "\"light_name\":null,\"kind_name\":null}");
    NAMED("{\"order\":\"2026-7\",\"state\":\"issued\",\"color\":\"red\"}",
          "{\"order\":\"2026-7\",\"state\":\"issued\",\"color\":\"red\",\"state_name\":\"待签收\","
          "\"color_name\":\"红\",\"order_name\":\"临审督〔2026〕7号\"}");
    NAMED(
        "{\"type\":\"decided\",\"channel\":\"web\",\"data\":{\"outcome\":\"granted\"}}\n",
        "{\"type\":\"decided\",\"channel\":\"web\",\"data\":{\"outcome\":\"granted\",\"outcome_name\":\"准予\"},"
        "\"type_name\":\"决定\",\"channel_name\":\"网上\"}\n");
}

/* thousandths beside the decimal; the grade of a rating is none */
static void scores_are_decimals(void **state)
{
    (void)state;
    NAMED("{\"league\":\"county\",\"unit\":\"371312\",\"score\":87654}",
          "{\"league\":\"county\",\"unit\":\"371312\",\"score\":87654,\"unit_name\":\"河东区\","
          "\"league_name\":\"县区\",\"score_text\":\"87.654\"}");
    NAMED("{\"league\":\"county\",\"score\":null}",
          "{\"league\":\"county\",\"score\":null,\"league_name\":\"县区\",\"score_text\":null}");
    NAMED("{\"score\":5}", "{\"score\":5}");
}

/* what a word means is told by its neighbours */
static void words_by_their_object(void **state)
{
    (void)state;
    NAMED("{\"rule\":103,\"state\":\"open\"}",
          "{\"rule\":103,\"state\":\"open\",\"rule_title\":\"超过法定时限\","
          "\"state_name\":\"未消除\"}");
    NAMED("{\"state\":\"open\"}", "{\"state\":\"open\",\"state_name\":\"待复核\"}");
    NAMED("{\"period\":\"2026\",\"kind\":\"year\",\"state\":\"draft\"}",
          "{\"period\":\"2026\",\"kind\":\"year\",\"state\":\"draft\",\"state_name\":\"草稿\","
          "\"kind_name\":\"年度\"}");
    NAMED("{\"kind\":\"promised\"}", "{\"kind\":\"promised\",\"kind_name\":\"承诺件\"}");
    NAMED("{\"by\":\"all\",\"unit\":\"*\",\"counters\":{\"submitted\":1}}",
          "{\"by\":\"all\",\"unit\":\"*\",\"counters\":{\"submitted\":1},\"unit_name\":\"全市\","
          "\"by_name\":\"全市\"}");
    NAMED("{\"by\":\"region\",\"act\":\"sign\"}", /* a login that looks like a word */
          "{\"by\":\"region\",\"act\":\"sign\",\"act_name\":\"签收\"}");
    NAMED("{\"unit\":\"wd\"}", "{\"unit\":\"wd\",\"unit_name\":\"工作日\"}");
    NAMED("{\"role\":\"region\",\"own\":\"371312\"}",
          "{\"role\":\"region\",\"own\":\"371312\",\"own_name\":\"河东区\",\"role_name\":\"县区\"}");
    NAMED("{\"reason\":\"hearing\"}", "{\"reason\":\"hearing\",\"reason_name\":\"听证\"}");
    NAMED("{\"reason\":\"材料不全\"}", "{\"reason\":\"材料不全\"}"); /* free text */
}

/* whatever stands in strings, in arrays and deep below */
static void text_stays(void **state)
{
    (void)state;
    NAMED("", "");
    NAMED("{}", "{}");
    NAMED("[1,\"}\",{}]\n", "[1,\"}\",{}]\n");
    NAMED("{\"text\":\"{\\\"region\\\":\\\"371312\\\"}\",\"n\":[\"region\",\"371312\"]}",
          "{\"text\":\"{\\\"region\\\":\\\"371312\\\"}\",\"n\":[\"region\",\"371312\"]}");
    NAMED("{\"item\":\"a\\\"b\"}", "{\"item\":\"a\\\"b\"}"); /* no code */
    NAMED("{\"region\":[\"371312\"],\"dept\":{}}", "{\"region\":[\"371312\"],\"dept\":{}}");
    NAMED(
        "{\"items\":[{\"rule\":103,\"subject\":\"precheck\"},{}],\"next\":null}",
        "{\"items\":[{\"rule\":103,\"subject\":\"precheck\",\"rule_title\":\"超过法定时限\",\"subject_name\":\"预审后\"},"
        "{}],\"next\":null}");
}

/* any bytes: nothing is read behind the end, and what goes in comes out */
static void any_bytes(void **state)
{
    static const char *const odd[] = {
        "{", "}", "{\"", "{\"region\":", "{\"region\":\"", "{\"region\":\"\\", "}}}{{{", ":", "\""};
    struct str deep = {0}, out = {0};
    (void)state;
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        char *copy = strdup(odd[i]); /* an address checker sees its end */
        struct str same = {0};
        named_json(&same, copy, strlen(copy), &ref);
        assert_string_equal(str_text(&same), odd[i]);
        str_release(&same);
        free(copy);
    }
    for (int i = 0; i < 1000; i++)
        str_puts(&deep, "{\"data\":");
    str_puts(&deep, "{\"level\":\"red\"}");
    for (int i = 0; i < 1000; i++)
        str_putc(&deep, '}');
    named_json(&out, deep.p, deep.len, &ref);
    assert_string_equal(out.p, deep.p); /* too deep for names */
    str_release(&deep);
    str_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_have_names),
        cmocka_unit_test(scores_are_decimals),
        cmocka_unit_test(words_by_their_object),
        cmocka_unit_test(text_stays),
        cmocka_unit_test(any_bytes),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
