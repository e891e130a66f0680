/* Wording as text and back; and what it does not let in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "reports/doc_diff.h"
#include "reports/doc_make.h"
#include "reports/doc_store.h"
#include "reports/doc_tables_read.h"
#include "reports/doc_wording.h"
#include "reports/doc_write.h"

static struct doc *sample(int64_t completed)
{
    struct doc *d = doc_new();
    d->period = "2026-10";
    d->kind = "month";
    d->as_of = day_start(day_make(2026, 11, 9));
    d->paper.title = "通报";
    struct doc_table *t = doc_table(d, "county", "县区", DOC_BODY);
    doc_column(t, "unit", "代码", "", COLUMN_DATA);
    doc_column(t, "completed", "办结", "件", COLUMN_SHOWN);
    doc_column(t, "on_time_rate", "按时办结率", "bp", COLUMN_SHOWN);
    doc_column(t, "day", "日期", "", COLUMN_SHOWN);
    doc_text(d, t, "371302");
    doc_count(t, completed);
    doc_rate(t, 1, 2);
    doc_number(t, CELL_DAY, 20000);
    doc_heading(d, 1, "一、总体{情况}");
    doc_part(d, "interviews");
    doc_put_table(d, t);
    doc_paragraph(d);
    doc_say(d, "不足30件的不排名，\n办结");
    doc_figure(d, t, 0, "completed");
    doc_figure_as(d, t, 0, "on_time_rate", "件，过半");
    doc_say(d, "。");
    doc_hash(d);
    return d;
}

static void comes_back_as_it_was(void **state)
{
    (void)state;
    struct doc *d = sample(1234);
    struct str text = {0}, again = {0}, before = {0}, after = {0};
    struct err e;
    doc_wording_write(&text, d);
    assert_string_equal(str_text(&text),
                        "# 一、总体{{情况} {part:interviews}\n[table county]\n- 不足30件的不排名，{n}办结"
                        "{county:0:completed|1,234}{county:0:on_time_rate|件，过半}。\n");
    doc_store_write(&before, d);
    assert_int_equal(doc_wording_read(d, text.p, text.len, &e, NULL), 0);
    doc_store_write(&after, d);
    assert_string_equal(str_text(&before), str_text(&after));
    doc_wording_write(&again, d);
    assert_string_equal(str_text(&text), str_text(&again));
    str_release(&text);
    str_release(&again);
    str_release(&before);
    str_release(&after);
    doc_free(d);
}

#define HEAD "# 一、别的标题 {part:interviews}\n[table county]\n"

static void only_words_change(void **state)
{
    (void)state;
    static const struct {
        const char *text, *error; /* NULL: it is taken */
    } t[] = {
        {HEAD "- 共{county:0:completed|1,234}件，率{county:0:on_time_rate|50.00%}，不足30件的不排名。\r\n\n",
         NULL},
        {HEAD "- 11月12日约谈，依据〔2019〕34号。\n", NULL},
        {HEAD "- 共{county:0:completed|1,235}件。\n", "does not read 1,235"},
        {HEAD "- 共1,234件。\n", "a figure must be one of the tables"},
        {HEAD "- 率99.9%。\n", "a figure must be one of the tables"},
        {HEAD "- {county:1:completed|1,234}\n", "no figure"},
        {HEAD "- {town:0:completed|1,234}\n", "no figure"},
        {HEAD "- {county:0:completed|1,234\n", "does not end"},
        {HEAD "- {oops}\n", "a figure is"},
        {HEAD "oops\n", "a line begins"},
        {HEAD "[table town]\n", "no such table"},
        {HEAD "[table county]\n", "must stand in it once"},
        {"# 一、 {part:interviews}\n", "table county must stand"},
        {"# 一、\n[table county]\n", "section interviews must stand"},
        {HEAD "- \xff\n", "not UTF-8"},
    };
    for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
        struct doc *d = sample(1234);
        struct str before = {0}, after = {0};
        struct err e;
        doc_store_write(&before, d);
        struct str zh = {0};
        int rc = doc_wording_read(d, t[i].text, strlen(t[i].text), &e, &zh);
        assert_int_equal(zh.len > 0, rc != 0); /* said in Chinese, too */
        str_release(&zh);
        doc_store_write(&after, d);
        assert_int_equal(rc, t[i].error ? -1 : 0);
        if (t[i].error) {
            assert_non_null(strstr(e.text, t[i].error));
            assert_string_equal(str_text(&before), str_text(&after));
        } else
            assert_string_not_equal(str_text(&before), str_text(&after));
        char hash[65];
        strcpy(hash, d->hash);
        doc_hash(d);
        assert_string_equal(hash, d->hash); /* tables are as they were */
        str_release(&before);
        str_release(&after);
        doc_free(d);
    }
}

/* The tables of one against the JSON of the same, and against others. */
static void differences_are_named_by_cell(void **state)
{
    (void)state;
    struct doc *a = sample(1234), *b = sample(1235);
    struct str json = {0};
    struct err e;
    doc_tables_json(&json, a);
    struct doc *read = doc_tables_read(json.p, json.len, &e);
    struct doc_differences x;
    assert_non_null(read);
    doc_diff(read, a, &x);
    assert_int_equal(x.list.n, 0);
    doc_diff_release(&x);
    doc_diff(read, b, &x);
    assert_int_equal(x.list.n, 1);
    assert_string_equal(x.list.v[0].row, "371302");
    assert_string_equal(x.list.v[0].column, "completed");
    assert_int_equal(x.list.v[0].was->v, 1234);
    assert_int_equal(x.list.v[0].is->v, 1235);
    doc_diff_release(&x);
    b->tables.v[0]->cells.v[0].text = "371311";
    doc_diff(read, b, &x);
    assert_int_equal(x.list.n, 2); /* a row less, a row more */
    doc_diff_release(&x);
    b->tables.n = 0;
    doc_diff(read, b, &x);
    assert_int_equal(x.list.n, 1);
    assert_string_equal(x.list.v[0].row, "*");
    doc_diff_release(&x);
    b->tables.n = 1;
    assert_null(doc_tables_read("[{}]", 4, &e));
    str_release(&json);
    doc_free(a);
    doc_free(b);
    doc_free(read);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comes_back_as_it_was),
        cmocka_unit_test(only_words_change),
        cmocka_unit_test(differences_are_named_by_cell),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
