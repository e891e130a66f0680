/* A document and what its writers make of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/sha256.h"
#include "reports/doc_make.h"
#include "reports/doc_write.h"
#include "tests/unit/expect.h"

/* FIPS 180-4's examples, and every length around the padding's edges against the piecewise sum. */
static void sha256_is_that_of_the_standard(void **state)
{
    (void)state;
    char out[SHA256_TEXT], million[1000];
    assert_string_equal(sha256_text("", 0, out),
                        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_string_equal(sha256_text("abc", 3, out),
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    const char *two = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    assert_string_equal(sha256_text(two, strlen(two), out),
                        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    memset(million, 'a', sizeof million);
    struct sha256 s;
    uint8_t sum[32];
    sha256_begin(&s);
    for (int i = 0; i < 1000; i++)
        sha256_add(&s, million, sizeof million);
    sha256_end(&s, sum);
    static const uint8_t want[4] = {0xcd, 0xc7, 0x6e, 0x5c};
    assert_memory_equal(sum, want, sizeof want);
}

static void sha256_does_not_depend_on_the_pieces(void **state)
{
    (void)state;
    uint8_t bytes[200], whole[32], pieces[32];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)(7 * i);
    for (size_t n = 0; n <= sizeof bytes; n++) {
        struct sha256 a, b;
        sha256_begin(&a);
        sha256_add(&a, bytes, n);
        sha256_end(&a, whole);
        sha256_begin(&b);
        for (size_t i = 0; i < n; i += 3)
            sha256_add(&b, bytes + i, n - i < 3 ? n - i : 3);
        sha256_end(&b, pieces);
        assert_memory_equal(whole, pieces, sizeof whole);
    }
}

/* One table with a cell of each type, and a sentence about it. */
static struct doc *sample(void)
{
    struct doc *d = doc_new();
    d->period = "2026-10";
    d->kind = "month";
    d->as_of = day_start(day_make(2026, 11, 9)) + 9 * HOUR;
    d->paper.title = "关于\"一次办好\"的通报";
    d->paper.number = "临审服通〔2026〕11号";
    doc_heading(d, 1, "一、总体情况");
    struct doc_table *t = doc_table(d, "county", "各县区", DOC_BODY);
    doc_put_table(d, t);
    doc_column(t, "unit", "代码", "", COLUMN_DATA);
    doc_column(t, "name", "单位", "", COLUMN_SHOWN);
    doc_column(t, "completed", "办结", "件", COLUMN_SHOWN);
    doc_column(t, "on_time_rate", "按时办结率", "bp", COLUMN_SHOWN);
    doc_column(t, "score", "得分", "分", COLUMN_SHOWN);
    doc_text(d, t, "371302");
    doc_text(d, t, "=cmd|' /C calc'!A0");
    doc_count(t, 1234);
    doc_rate(t, 9876, 10000);
    doc_number(t, CELL_SCORE, 98213);
    doc_text(d, t, "371311");
    doc_text(d, t, "罗庄\"区\"");
    doc_null(t);
    doc_rate(t, 0, 0);
    doc_null(t);
    doc_paragraph(d);
    doc_say(d, "%d月份办结", 10);
    doc_figure(d, t, 0, "completed");
    doc_say(d, "件，按时办结率");
    doc_figure(d, t, 0, "on_time_rate");
    doc_say(d, "。");
    doc_table(d, "reds", "红牌办件", DOC_ANNEX)->withheld = true;
    doc_column(doc_find(d, "reds"), "case_no", "办件", "", COLUMN_SHOWN);
    vec_push(&d->cutoff, ((struct doc_partition){"case-events", 0, 17}));
    vec_push(&d->definitions, ((struct doc_pair){"件次", "…"}));
    doc_hash(d);
    return d;
}

static void json_has_the_keys_of_the_contract_in_their_order(void **state)
{
    (void)state;
    struct doc *d = sample();
    struct str out = {0};
    struct doc_options all = {0};
    assert_int_equal(doc_json.write(d, &all, &out, NULL), 0);
    static const char want[] =
        "{\"period\":\"2026-10\",\"kind\":\"month\",\"state\":\"draft\",\"revision\":0,"
        "\"number\":\"临审服通〔2026〕11号\",\"title\":\"关于\\\"一次办好\\\"的通报\",\"to\":null,"
        "\"signatory\":null,\"dated\":null,\"as_of\":\"2026-11-09T09:00:00+08:00\",\"sections\":["
        "{\"heading\":\"一、总体情况\",\"paragraphs\":[\"10月份办结1,234件，按时办结率98.76%。\"],"
        "\"tables\":[\"county\"],\"charts\":[]},"
        "{\"heading\":\"附件\",\"paragraphs\":[],\"tables\":[\"reds\"],\"charts\":[]}],\"tables\":["
        "{\"id\":\"county\",\"title\":\"各县区\",\"columns\":["
        "{\"key\":\"unit\",\"title\":\"代码\",\"unit\":\"\"},{\"key\":\"name\",\"title\":\"单位\",\"unit\":"
        "\"\"},"
        "{\"key\":\"completed\",\"title\":\"办结\",\"unit\":\"件\"},"
        "{\"key\":\"on_time_rate\",\"title\":\"按时办结率\",\"unit\":\"bp\"},"
        "{\"key\":\"score\",\"title\":\"得分\",\"unit\":\"分\"}],\"rows\":["
        "[\"371302\",\"=cmd|' /C "
        "calc'!A0\",1234,9876,98213],[\"371311\",\"罗庄\\\"区\\\"\",null,null,null]]},"
        "{\"id\":\"reds\",\"title\":\"红牌办件\",\"columns\":[{\"key\":\"case_no\",\"title\":\"办件\","
        "\"unit\":\"\"}],"
        "\"rows\":[]}],\"annex\":{\"cutoff\":{\"partitions\":[{\"topic\":\"case-events\",\"partition\":0,"
        "\"next\":17}],\"act\":0},\"versions\":{},\"events\":0,\"cases\":0,\"definitions\":["
        "{\"term\":\"件次\",\"text\":\"…\"}],\"hash\":\"";
    assert_memory_equal(str_text(&out), want, sizeof want - 1);
    assert_string_equal(str_text(&out) + out.len - 3, "}}\n");
    str_release(&out);
    doc_free(d);
}

/* The hash is that of the bytes of `tables`, and of nothing else. */
static void the_hash_is_that_of_the_tables(void **state)
{
    (void)state;
    struct doc *d = sample();
    struct str tables = {0}, json = {0};
    struct doc_options all = {0};
    char sum[SHA256_TEXT];
    doc_tables_json(&tables, d);
    assert_string_equal(d->hash, sha256_text(tables.p, tables.len, sum));
    d->paper.title = "other words";
    doc_json.write(d, &all, &json, NULL);
    assert_non_null(strstr(str_text(&json), str_text(&tables)));
    d->tables.v[0]->cells.v[2].v++;
    char before[65];
    strcpy(before, d->hash);
    doc_hash(d);
    assert_string_not_equal(before, d->hash);
    str_release(&tables);
    str_release(&json);
    doc_free(d);
}

static void csv_takes_no_formula_and_no_withheld_table(void **state)
{
    (void)state;
    struct doc *d = sample();
    struct doc_options one = {.table = "county"}, reds = {.public = true, .table = "reds"};
    struct doc_options public = {.public = true};
    struct str all = {0};
    struct err e;
    EXPECT(doc_csv.write(d, &one, out, NULL),
           "\xEF\xBB\xBF\"unit\",\"name\",\"completed\",\"on_time_rate\",\"score\"\r\n"
           "\"371302\",\"'=cmd|' /C calc'!A0\",1234,9876,98213\r\n\"371311\",\"罗庄\"\"区\"\"\",,,\r\n");
    assert_int_equal(doc_csv.write(d, &reds, &all, &e), -1);
    assert_int_equal(all.len, 0);
    doc_csv.write(d, &public, &all, NULL);
    assert_non_null(strstr(str_text(&all), "\"county\",\"各县区\"\r\n"));
    assert_null(strstr(str_text(&all), "reds"));
    str_release(&all);
    doc_free(d);
}

static void cells_read_as_an_official_writes_them(void **state)
{
    (void)state;
    static const struct {
        struct doc_cell cell;
        bool fraction;
        const char *want;
    } t[] = {
        {{.type = CELL_NULL}, false, "—"},
        {{.type = CELL_COUNT, .v = 1234567}, false, "1,234,567"},
        {{.type = CELL_RATE, .v = 9876, .num = 1234, .den = 1250}, false, "98.76%"},
        {{.type = CELL_RATE, .v = 9876, .num = 1234, .den = 1250}, true, "98.76%(1,234/1,250)"},
        {{.type = CELL_POINTS, .v = -5}, false, "-0.05"},
        {{.type = CELL_POINTS, .v = 0}, false, "0.00"},
        {{.type = CELL_POINTS, .v = 120}, false, "+1.20"},
        {{.type = CELL_GROWTH, .v = -1825}, false, "-18.3%"},
        {{.type = CELL_GROWTH, .v = 4}, false, "0.0%"},
        {{.type = CELL_GROWTH, .v = 5}, false, "+0.1%"},
        {{.type = CELL_SCORE, .v = 82679}, false, "82.679"},
        {{.type = CELL_DAY, .v = 20770}, false, "2026-11-13"},
    };
    for (size_t i = 0; i < sizeof t / sizeof *t; i++)
        EXPECT(doc_cell_text(out, &t[i].cell, t[i].fraction), t[i].want);
}

/* Two exports of one document are the same bytes: no clock, no chance. */
static void files_are_the_same_bytes_each_time(void **state)
{
    (void)state;
    static const struct doc_writer *const w[] = {&doc_docx, &doc_xlsx, &doc_pdf};
    for (size_t i = 0; i < sizeof w / sizeof *w; i++) {
        struct doc *a = sample(), *b = sample();
        struct str x = {0}, y = {0};
        struct doc_options all = {0};
        struct err e;
        assert_int_equal(w[i]->write(a, &all, &x, &e), 0);
        assert_int_equal(w[i]->write(b, &all, &y, &e), 0);
        assert_int_equal(x.len, y.len);
        assert_memory_equal(x.p, y.p, x.len);
        assert_memory_equal(x.p, i < 2 ? "PK\3\4" : "%PDF", 4);
        str_release(&x);
        str_release(&y);
        doc_free(a);
        doc_free(b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sha256_is_that_of_the_standard),
        cmocka_unit_test(sha256_does_not_depend_on_the_pieces),
        cmocka_unit_test(json_has_the_keys_of_the_contract_in_their_order),
        cmocka_unit_test(the_hash_is_that_of_the_tables),
        cmocka_unit_test(csv_takes_no_formula_and_no_withheld_table),
        cmocka_unit_test(files_are_the_same_bytes_each_time),
        cmocka_unit_test(cells_read_as_an_official_writes_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
