/* The readers of CSV, INI and numbers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/csv.h"
#include "base/ini.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* --- csv: rows as `line:column=text|…`, faults as `!line:column what` --- */

static void csv_dump(struct str *out, const char *text, size_t n)
{
    struct arena a = {0};
    struct csv c;
    enum csv_step step;
    csv_open(&c, text, n, &a);
    while ((step = csv_next(&c)) != CSV_END) {
        if (step == CSV_BAD)
            str_printf(out, "!%u:%u %s", c.bad_line, c.bad_column, c.bad);
        for (size_t i = 0; step == CSV_ROW && i < c.row.n; i++)
            str_printf(out, "%s%u:%u=%s", i ? "|" : "", c.row.v[i].line, c.row.v[i].column, c.row.v[i].text);
        str_putc(out, '\n');
    }
    csv_close(&c);
    arena_release(&a);
}

static const struct {
    const char *text, *want;
} csv_case[] = {
    {"", ""},
    {"\n\r\n", ""},
    {"a,b\n", "1:1=a|1:3=b\n"},
    {"a,b", "1:1=a|1:3=b\n"},
    {"\xef\xbb\xbf"
     "a,b\r\nc,d\r\n",
     "1:1=a|1:3=b\n2:1=c|2:3=d\n"},
    {"a,b\n \t\n  \r\nc,d\n  ", "1:1=a|1:3=b\n4:1=c|4:3=d\n"},
    {"a,\n,b\n,\n", "1:1=a|1:3=\n2:1=|2:2=b\n3:1=|3:2=\n"},
    {"a,b\n\n  ,d\n", "1:1=a|1:3=b\n3:1=  |3:4=d\n"},
    {"\"a,\"\"b\"\"\",c\n", "1:1=a,\"b\"|1:11=c\n"},
    {"\"a\r\nb\",c\nd,e\n", "1:1=a\r\nb|2:4=c\n3:1=d|3:3=e\n"},
    {"中,文\n\"\",x\n", "1:1=中|1:5=文\n2:1=|2:4=x\n"},
    {"a,b\nc,\"d\ne,f\n",
     "1:1=a|1:3=b\n!2:3 a quote that is not closed, expected \" before the end of the file\n"},
    {"a,b\n\"c\"d,e\nf,g\n",
     "1:1=a|1:3=b\n!2:4 text behind a closing quote, expected a comma\n3:1=f|3:3=g\n"},
    {"a,b\nc,d\"e\"\n",
     "1:1=a|1:3=b\n!2:4 a quote inside a field, expected the whole field in quotes and the quote doubled\n"},
    {"a,b\nc\nd,e,f\n", "1:1=a|1:3=b\n!2:1 1 fields, expected 2\n!3:5 3 fields, expected 2\n"},
    {"a,b\nc,d,\n", "1:1=a|1:3=b\n!2:5 3 fields, expected 2\n"},
    {"a,b\nc,d\te\n", "1:1=a|1:3=b\n!2:4 control character 0x09, expected text\n"},
    {"a,b\nc,d\x7f\n", "1:1=a|1:3=b\n!2:4 control character 0x7f, expected text\n"},
    {"a,b\nc,d\re\n", "1:1=a|1:3=b\n!2:4 control character 0x0d, expected text\n"},
    {"a,b\n中,\xc3(\n", "1:1=a|1:3=b\n!2:5 byte 0xc3, expected UTF-8\n"},
    {"a,b\n\xed\xa0\x80,x\n\xe4\xb8,y\nc,d",
     "1:1=a|1:3=b\n!2:1 byte 0xed, expected UTF-8\n!3:1 byte 0xe4, expected UTF-8\n4:1=c|4:3=d\n"},
    {"a,b\n\"x\ny\x01\",d\n", "1:1=a|1:3=b\n!3:2 control character 0x01, expected text\n"},
};

static void test_csv(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(csv_case); i++) {
        struct str got = {0};
        csv_dump(&got, csv_case[i].text, strlen(csv_case[i].text));
        assert_string_equal(str_text(&got), csv_case[i].want);
        str_release(&got);
    }
    struct str got = {0};
    csv_dump(&got, "a\0b\n", 4);
    assert_string_equal(str_text(&got), "!1:2 control character 0x00, expected text\n");
    str_release(&got);
}

/* A row of any length is read, but not kept. */
static void test_csv_wide(void **state)
{
    (void)state;
    struct str text = {0};
    struct arena a = {0};
    struct csv c;
    for (int i = 0; i < 100000; i++)
        str_puts(&text, "x,");
    csv_open(&c, text.p, text.len, &a);
    assert_int_equal(csv_next(&c), CSV_BAD);
    assert_string_equal(c.bad, "more than 1000 fields, expected a table");
    assert_int_equal(c.bad_column, 2001);
    assert_int_equal(c.row.n, 1000);
    assert_int_equal(csv_next(&c), CSV_END);
    csv_close(&c);
    str_release(&text);
    arena_release(&a);
}

/* Whatever the fields hold: written by the rules of RFC 4180 and read again they are the same. */
static void test_csv_round_trip(void **state)
{
    (void)state;
    static const char *const piece[] = {"", "a", "\"", ",", "\n", "\r\n", "中", " ", "\"\"", "x\"y"};
    uint32_t seed = 1;
    for (int round = 0; round < 500; round++) {
        struct str file = {0}, want[6] = {{0}};
        struct arena a = {0};
        struct csv c;
        for (int f = 0; f < 6; f++) {
            for (int k = 0; k < 4; k++)
                str_puts(
                    &want[f],
                    piece[(seed = seed * 1664525 + 1013904223) >> 16 & 7 ? (seed >> 20) % COUNT(piece) : 0]);
            str_puts(&file, f ? ",\"" : "\"");
            for (const char *p = want[f].p; *p; p++)
                str_printf(&file, *p == '"' ? "\"\"" : "%c", *p);
            str_putc(&file, '"');
        }
        csv_open(&c, file.p, file.len, &a);
        assert_int_equal(csv_next(&c), CSV_ROW);
        assert_int_equal(c.row.n, 6);
        for (int f = 0; f < 6; f++) {
            assert_string_equal(c.row.v[f].text, want[f].p);
            str_release(&want[f]);
        }
        assert_int_equal(csv_next(&c), CSV_END);
        csv_close(&c);
        str_release(&file);
        arena_release(&a);
    }
}

/* --- ini --- */

static void dump_entry(void *ctx, const struct ini_entry *en)
{
    if (!en->key.text)
        str_printf(ctx, "%u:%u[%s]\n", en->value.line, en->value.column, en->value.text);
    else
        str_printf(ctx, "%s.%s@%u:%u=%s@%u\n", en->section, en->key.text, en->key.line, en->key.column,
                   en->value.text, en->value.column);
}

static void dump_fault(void *ctx, uint32_t line, uint32_t column, const char *what)
{
    str_printf(ctx, "!%u:%u %s\n", line, column, what);
}

static const struct {
    const char *text, *want;
} ini_case[] = {
    {"", ""},
    {"# c\n; d\n  # e\n\n", ""},
    {"a=1\nb = two words  \r\n", ".a@1:1=1@3\n.b@2:1=two words@5\n"},
    {"\xef\xbb\xbf"
     "a=",
     ".a@1:1=@3\n"},
    {"[s]\n a = # not a comment\n[ t ]\na=b=c\n",
     "1:2[s]\ns.a@2:2=# not a comment@6\n3:3[t]\nt.a@4:1=b=c@3\n"},
    {"[s]\na=1\n[t]\na=1\n[s]\nb=1\n a=2\n",
     "1:2[s]\ns.a@2:1=1@3\n3:2[t]\nt.a@4:1=1@3\n5:2[s]\ns.b@6:1=1@3\n!7:2 \"a\" a second time, expected it "
     "once (it stands on line 2)\n"},
    {"[s\n", "!1:1 a [ without a ] at the line's end, expected [section]\n"},
    {"[s] x\n", "!1:1 a [ without a ] at the line's end, expected [section]\n"},
    {"  word\n = x\n",
     "!1:3 a line without =, expected name = value\n!2:2 a = without a name, expected name = value\n"},
    {"a = x\ty\nb = \xff\n\x01=1\n[\xfe]\n",
     "!1:6 control character 0x09, expected text\n!2:5 byte 0xff, expected UTF-8\n"
     "!3:1 control character 0x01, expected text\n!4:2 byte 0xfe, expected UTF-8\n"},
};

static void test_ini(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(ini_case); i++) {
        struct str got = {0};
        struct arena a = {0};
        ini_read(ini_case[i].text, strlen(ini_case[i].text), &a,
                 &(struct ini_taker){dump_entry, dump_fault, &got});
        assert_string_equal(str_text(&got), ini_case[i].want);
        str_release(&got);
        arena_release(&a);
    }
}

/* GBK in comments alone disturbs nobody. */
static void test_ini_foreign(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t n;
        bool foreign;
    } c[] = {
        {"# \xc1\xd9\xd2\xca\n  ; \xc1\xd9\r\na = 1\n", 0, false},
        {"# \xc1\xd9\xd2\xca\na = \xc1\xd9\n", 0, true},
        {"# c\na = \xc1\xd9\xd2\xca", 0, true},
        {"# c\na = 临\n", 0, false},
        {"\xff\xfe#\0a\0", 6, true},
        {"a\0=\0b\0", 6, true},
    };
    for (size_t i = 0; i < COUNT(c); i++) {
        struct text_at at;
        assert_int_equal(ini_foreign(c[i].text, c[i].n ? c[i].n : strlen(c[i].text), &at), c[i].foreign);
    }
}

static void test_number(void **state)
{
    (void)state;
    int64_t v;
    assert_true(text_number("-5", -5, 5, &v) && v == -5);
    assert_true(text_number("007", 0, 9, &v) && v == 7);
    static const char *const bad[] = {
        "", "-", "+1", " 1", "1 ", "1.0", "0x1", "6", "-6", "9999999999999999999999", "１"};
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_false(text_number(bad[i], -5, 5, &v));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_csv), cmocka_unit_test(test_csv_round_trip), cmocka_unit_test(test_csv_wide),
        cmocka_unit_test(test_ini), cmocka_unit_test(test_number),         cmocka_unit_test(test_ini_foreign),
    };
    return cmocka_run_group_tests_name("readers", tests, NULL, NULL);
}
