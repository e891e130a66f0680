/* The scanner and Jansson read a JSON text alike: the same tree, or both refuse. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "codec/value.h"
#include "tests/unit/history.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

static struct arena arena;

static int release(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static bool same_value(const struct value *a, const struct value *b)
{
    if (a->type != b->type)
        return false;
    switch (a->type) {
    case VALUE_INTEGER: return a->integer == b->integer;
    case VALUE_REAL: return !strcmp(a->text, b->text);
    case VALUE_STRING: return a->n == b->n && !memcmp(a->text, b->text, a->n + 1);
    case VALUE_ARRAY:
        for (uint32_t i = 0; i < a->n && i < b->n; i++)
            if (!same_value(&a->item[i], &b->item[i]))
                return false;
        return a->n == b->n;
    case VALUE_OBJECT:
        for (uint32_t i = 0; i < a->n && i < b->n; i++)
            if (a->member[i].n != b->member[i].n ||
                memcmp(a->member[i].name, b->member[i].name, a->member[i].n + 1) ||
                !same_value(&a->member[i].value, &b->member[i].value))
                return false;
        return a->n == b->n;
    default: return true;
    }
}

/* True iff the text is JSON; fails if the two ways differ. */
static bool read_alike(const char *bytes, size_t n)
{
    char why[200], why_slowly[200];
    arena_reset(&arena);
    const struct value *quick = value_read(bytes, n, &arena, why),
                       *slow = value_read_slowly(bytes, n, &arena, why_slowly);
    if (!quick != !slow || (quick && !same_value(quick, slow)) || (!quick && strcmp(why, why_slowly)))
        fail_msg("read differently: %.*s", (int)n, bytes);
    return quick;
}

static const char *const good[] = {
    "{\"v\":1,\"event_id\":\"e1\",\"source\":\"zwfw\",\"type\":\"accepted\",\"case_no\":\"案-1\",\"occurred_"
    "at\":\"2026-03-01T09:00:00+08:00\","
    "\"region\":\"371302\","
    "\"dept\":\"D1\",\"item\":\"I1\",\"data\":{\"kind\":\"promised\",\"promised_days\":5,\"missing\":["
    "\"身份证\",\"照片\"],\"unit\":\"wd\"}}",
    " { \"v\" : 1 , \"data\" : { } , \"a\" : [ ] , \"b\" : [ [ ] , { } , null , true , false ] }\r\n",
    "{\"s\":\"\\u4e00\\ud83d\\ude00\\\"\\\\\\/"
    "\\b\\f\\n\\r\\t\\u0000\",\"n\":[-0,0.5,-1.5e-3,1E+2,123456789012345678,1234567890123456789,-"
    "9223372036854775808]}",
    "{\"month\":\"2026-02\",\"counters\":{\"accepted\":12,\"completed\":-1,\"late\":99999999999999999999,"
    "\"early\":1e400,\"x\":-1e-400}}",
    "[]",
    "{}",
    "null",
    "\"\"",
    "-1",
    "[[[[[[[[1]]]]]]]]",
    "{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":1}}}}}",
    "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24]",
    "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25]",
    "{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1,\"g\":1,\"h\":1,\"i\":1,\"j\":1,\"k\":1,\"l\":1,\"m\":"
    "1,\"n\":1,\"o\":1,\"p\":1,\"q\":1,\"r\":"
    "1,\"s\":1,"
    "\"t\":1,\"u\":1,\"v\":1,\"w\":1,\"x\":1,\"y\":1,\"z\":1}",
};

static const char *const bad[] = {
    "",
    " ",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "\"a",
    "-",
    "+1",
    "01",
    "-01",
    "00",
    "1.",
    ".5",
    "1e",
    "1e+",
    "0x1",
    "1 2",
    "tru",
    "truex",
    "nul",
    "None",
    "[1,]",
    "[,1]",
    "[1 2]",
    "{,}",
    "{\"a\"}",
    "{\"a\":}",
    "{\"a\":1,}",
    "{\"a\":1 \"b\":2}",
    "{1:2}",
    "{a:1}",
    "{'a':1}",
    "{\"a\":1,\"a\":1}",
    "{\"a\":1,\"\\u0061\":1}",
    "[{\"a\":1,\"a\":2}]",
    "\"\\\"",
    "\"\\x\"",
    "\"\\u12\"",
    "\"\\ud800\"",
    "\"\\udc00\\ud800\"",
    "\"\n\"",
    "\"\x1f\"",
    "{}x",
    "{} {}",
    "//",
    "[1]//",
    "\xef\xbb\xbf[]",
    "[1e999,]",
    "[01e999]",
};

static void table(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(good); i++)
        assert_true(read_alike(good[i], strlen(good[i])));
    for (size_t i = 0; i < COUNT(bad); i++)
        if (read_alike(bad[i], strlen(bad[i])))
            fail_msg("is JSON: %s", bad[i]);
    assert_false(read_alike("{\"a\":1}\0", 8)); /* the length counts, not the NUL */
    assert_true(read_alike("{}   ", 5));
    assert_false(read_alike("{\"a\":1}", 6));
}

/* Bytes changed, put in, taken out, doubled; what is still UTF-8 is read both ways. */
static void mutations(void **state)
{
    (void)state;
    static const char sign[] = "{}[]\",:\\ue0123456789.+-tfn \t\n/";
    enum { ROUNDS = 20000, ROOM = 4096 };
    size_t json = 0, tried = 0;
    for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
        uint64_t s = seed;
        char text[ROOM];
        const char *from = good[history_below(&s, (int)COUNT(good))];
        size_t n = strlen(from);
        memcpy(text, from, n);
        for (int k = 1 + history_below(&s, 3); k && n; k--) {
            size_t at = (size_t)history_below(&s, (int)n), len = 1 + (size_t)history_below(&s, 8);
            len = len < n - at ? len : n - at;
            char c = history_below(&s, 4) ? sign[history_below(&s, (int)sizeof sign)]
                                          : (char)history_below(&s, 256);
            switch (history_below(&s, 4)) {
            case 0: text[at] = c; break;
            case 1:
                memmove(text + at + 1, text + at, n++ - at);
                text[at] = c;
                break;
            case 2:
                memmove(text + at, text + at + len, n - at - len);
                n -= len;
                break;
            default: memmove(text + at + len, text + at, n - at); n += len;
            }
        }
        if (!str_utf8(text, n))
            continue;
        tried++;
        json += read_alike(text, n);
    }
    assert_true(tried > ROUNDS / 2 && json > ROUNDS / 20); /* neither all good nor all bad */
}

/* Numbers alone: every text of up to five of these signs. */
static void numbers(void **state)
{
    (void)state;
    static const char sign[] = "01-+.e9";
    enum { SIGNS = sizeof sign - 1, LONGEST = 5 };
    for (int len = 1, all = SIGNS; len <= LONGEST; len++, all *= SIGNS)
        for (int i = 0; i < all; i++) {
            char text[LONGEST + 2] = "[";
            for (int k = 0, rest = i; k < len; k++, rest /= SIGNS)
                text[1 + k] = sign[rest % SIGNS];
            text[1 + len] = ']';
            read_alike(text, (size_t)len + 2);
        }
}

static void is_brief(const char *json, size_t max, const char *wanted)
{
    char why[200];
    struct str out = {0};
    arena_reset(&arena);
    value_brief(&out, value_read(json, strlen(json), &arena, why), max);
    assert_string_equal(out.p, wanted);
    str_release(&out);
}

static void briefs(void **state)
{
    (void)state;
    is_brief("null", 9, "null");
    is_brief("true", 9, "true");
    is_brief("false", 9, "false");
    is_brief("-9223372036854775808", 9, "-9223372036854775808");
    is_brief("9223372036854775808", 9, "a number beyond 64 bits");
    is_brief("-1e999", 9, "a number beyond 64 bits");
    is_brief("0.1", 9, "0.1");
    is_brief("2.0", 9, "2.0");
    is_brief("[9e-9,2]", 9, "an array of 2");
    is_brief("{\"a\":1}", 9, "an object of 1");
    is_brief("\"一二三\"", 9, "\"一二三\"");
    is_brief("\"一二三\"", 8, "\"一二\"…");
    is_brief("\"a\\u0000b\"", 8, "\"a\"…");
    is_brief("\"\\n\"", 8, "\"\\n\"");
    is_brief("\"\"", 0, "\"\"");
}

static void members(void **state)
{
    (void)state;
    char why[200];
    const char *json = "{\"a\":1,\"b\":null,\"c\":\"x\\u0000y\",\"d\":\"z\",\"a\\u00e9\":2}";
    const struct value *v = value_read(json, strlen(json), &arena, why);
    assert_int_equal(value_member(v, "a")->integer, 1);
    assert_int_equal(value_member(v, "a\xc3\xa9")->integer, 2);
    assert_null(value_member(v, "b"));
    assert_null(value_member(v, "nope"));
    assert_null(value_member(NULL, "a"));
    assert_null(value_member(value_member(v, "a"), "a"));
    assert_null(value_text(value_member(v, "c"))); /* a NUL inside */
    assert_null(value_text(value_member(v, "a")));
    assert_null(value_text(NULL));
    assert_string_equal(value_text(value_member(v, "d")), "z");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(table),  cmocka_unit_test(mutations), cmocka_unit_test(numbers),
        cmocka_unit_test(briefs), cmocka_unit_test(members),
    };
    return cmocka_run_group_tests(tests, NULL, release);
}
