/* A document that was stored and read back: every writer makes the same bytes of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "reports/doc_make.h"
#include "reports/doc_store.h"
#include "reports/doc_write.h"

static uint32_t seed;
static uint32_t any(uint32_t n) { return (seed = seed * 1664525 + 1013904223) / 65536 % n; }

/* What people and senders write, and what a document must bear. */
static const char *words(void)
{
    static const char *const w[] = {
        "",     "办结",         "<b>&\"",   "=cmd|' /C calc'!A0", "第一行\n第二行", "\xE2\x80\xAE倒写",
        "a\tb", "〔2026〕11号", "\\u0041\\"};
    return w[any(sizeof w / sizeof *w)];
}

static void put_any_cell(struct doc *d, struct doc_table *t)
{
    enum cell_type type = (enum cell_type)any(CELL_INSTANT + 1);
    switch (type) {
    case CELL_NULL: doc_null(t); break;
    case CELL_TEXT: doc_text(d, t, words()); break;
    case CELL_RATE: doc_rate(t, any(50), 50 + any(50)); break;
    case CELL_DAY: doc_number(t, type, 20000 + any(1000)); break;
    case CELL_INSTANT: doc_number(t, type, day_start(20000 + (day)any(1000)) + any(60000) * SECOND); break;
    default: doc_number(t, type, (int64_t)any(200000) - 100000); break;
    }
    if (!any(4))
        doc_link(d, t, "/alerts?rule=104&month=2026-10");
}

static struct doc_table *put_any_table(struct doc *d, const char *id)
{
    static const char *const key[] = {"unit", "name", "completed", "on_time_rate"};
    struct doc_table *t = doc_table(d, id, words(), any(2) ? DOC_ANNEX : DOC_BODY);
    t->note = any(2) ? words() : NULL;
    t->landscape = any(2);
    t->withheld = !any(5);
    for (uint32_t i = 0; i < 4; i++)
        doc_column(t, key[i], words(),
                   i == 3   ? "bp"
                   : i == 2 ? "件"
                            : "",
                   any(3) ? COLUMN_SHOWN : COLUMN_DATA);
    t->columns.v[1].use = COLUMN_SHOWN;
    for (uint32_t i = 4 * any(5); i; i--)
        put_any_cell(d, t);
    if (t->place == DOC_BODY)
        doc_put_table(d, t);
    return t;
}

static void put_any_paragraph(struct doc *d)
{
    doc_paragraph(d);
    for (uint32_t i = any(6); i; i--) {
        const struct doc_table *t = d->tables.v[any((uint32_t)d->tables.n)];
        uint32_t rows = (uint32_t)doc_rows(t);
        if (any(2) && rows && t->columns.n)
            doc_figure(d, t, any(rows), t->columns.v[any(4)].key);
        else
            doc_say(d, "%s", words());
    }
}

static struct doc *any_document(void)
{
    static const char *const id[] = {"county", "zone", "overall", "reds"};
    struct doc *d = doc_new();
    d->period = "2026-10";
    d->kind = "month";
    d->state = (enum doc_state)any(3);
    d->revision = (int)any(3);
    d->as_of = day_start(day_make(2026, 11, 9)) + any(1000000);
    d->paper = (struct doc_paper){.issuer = "临沂市行政审批服务局", .title = "通报", .dated = DAY_NONE};
    d->paper.number = any(2) ? "临审服通〔2026〕11号" : NULL;
    d->paper.corrects = any(2) ? "本件为〔2026〕10号的更正。" : NULL;
    d->paper.dated = any(2) ? DAY_NONE : day_make(2026, 11, 9);
    for (uint32_t i = 0; i < 4; i++)
        put_any_table(d, id[i]);
    for (uint32_t i = any(8); i; i--) {
        if (any(3))
            put_any_paragraph(d);
        else {
            doc_heading(d, 1 + (int)any(2), "一、总体情况");
            if (any(2))
                doc_part(d, "interviews");
        }
    }
    vec_push(&d->annexes, "统计口径");
    vec_push(&d->cutoff, ((struct doc_partition){"case-events", (int32_t)any(9), any(99999)}));
    vec_push(&d->versions, ((struct doc_pair){"reference", "0123456789abcdef"}));
    vec_push(&d->definitions, ((struct doc_pair){"件次", "每件一次"}));
    d->act = any(1000);
    d->n_events = any(60000);
    d->n_cases = any(60000);
    doc_hash(d);
    return d;
}

/* One pixel. */
static const uint8_t pixel[] = {
    137, 80, 78, 71,  13, 10,  26, 10,  0,   0,   0, 13, 73, 72, 68, 82, 0,  0,   0,   1,  0,   0,   0,   1,
    8,   6,  0,  0,   0,  31,  21, 196, 137, 0,   0, 0,  13, 73, 68, 65, 84, 120, 218, 99, 100, 248, 207, 80,
    15,  0,  3,  134, 1,  128, 90, 52,  125, 107, 0, 0,  0,  0,  73, 69, 78, 68,  174, 66, 96,  130};

static void add_chart(struct doc *d)
{
    struct doc_table *t = doc_table(d, "trend", "按时办结率", DOC_DATA);
    doc_column(t, "month", "月份", "", COLUMN_SHOWN);
    doc_text(d, t, "2026-10");
    struct doc_chart *c = doc_chart(d, t);
    str_puts(&c->svg, "<svg/>");
    str_puts(&c->dark, "<svg class='dark'/>");
    str_puts(&c->print, "<svg>印</svg>");
    str_put(&c->png, pixel, sizeof pixel);
    c->width = c->height = 1;
}

static void each_writer_makes_the_same_of_both(void **state)
{
    (void)state;
    static const struct doc_writer *const w[] = {&doc_json, &doc_csv, &doc_docx,
                                                 &doc_xlsx, &doc_pdf, &doc_html};
    for (seed = 1; seed < 60000 && seed;) {
        uint32_t at = seed;
        struct doc *fresh = any_document();
        if (at % 4 == 1)
            add_chart(fresh);
        struct str stored = {0};
        struct err e;
        doc_store_write(&stored, fresh);
        struct doc *again = doc_store_read(stored.p, stored.len, &e);
        assert_non_null(again);
        for (size_t i = 0; i < sizeof w / sizeof *w; i++) {
            const struct doc_options o = {.public = at % 2};
            struct str x = {0}, y = {0};
            assert_int_equal(w[i]->write(fresh, &o, &x, &e), 0);
            assert_int_equal(w[i]->write(again, &o, &y, &e), 0);
            assert_int_equal(x.len, y.len);
            assert_memory_equal(x.p, y.p, x.len);
            str_release(&x);
            str_release(&y);
        }
        str_release(&stored);
        doc_free(fresh);
        doc_free(again);
        seed = at + 1500;
    }
}

/* What no writer shows is there, too. */
static void nothing_is_left_out(void **state)
{
    (void)state;
    for (uint32_t i = 1; i < 300; i++) {
        struct str first = {0}, second = {0};
        struct err e;
        seed = i;
        struct doc *d = any_document();
        add_chart(d);
        doc_store_write(&first, d);
        doc_free(d);
        d = doc_store_read(first.p, first.len, &e);
        assert_non_null(d);
        assert_int_equal(d->charts.v[0]->png.len, sizeof pixel);
        assert_memory_equal(d->charts.v[0]->png.p, pixel, sizeof pixel);
        assert_ptr_equal(d->charts.v[0]->table, doc_find(d, "trend"));
        assert_string_equal(str_text(&d->charts.v[0]->print), "<svg>印</svg>");
        doc_store_write(&second, d);
        assert_string_equal(str_text(&first), str_text(&second));
        str_release(&first);
        str_release(&second);
        doc_free(d);
    }
}

/* A byte that is missing or another: a document that can be written, or a sentence. */
static void damage_is_told(void **state)
{
    (void)state;
    struct str stored = {0};
    struct err e;
    seed = 7;
    struct doc *d = any_document();
    add_chart(d);
    doc_store_write(&stored, d);
    doc_free(d);
    for (size_t cut = 0; cut + 1 < stored.len; cut += 3) {
        d = doc_store_read(stored.p, cut, &e);
        assert_null(d);
    }
    for (size_t at = 0; at < stored.len; at++) {
        char was = stored.p[at];
        stored.p[at] = (char)('0' + at % 75);
        d = doc_store_read(stored.p, stored.len, &e);
        struct str json = {0};
        if (d)
            assert_int_equal(doc_json.write(d, &(struct doc_options){0}, &json, &e), 0);
        str_release(&json);
        doc_free(d);
        stored.p[at] = was;
    }
    static const char *const not_one[] = {"", "null", "[]", "{}", "{\"v\":2}", "\xff"};
    for (size_t i = 0; i < sizeof not_one / sizeof *not_one; i++)
        assert_null(doc_store_read(not_one[i], strlen(not_one[i]), &e));
    str_release(&stored);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_writer_makes_the_same_of_both),
        cmocka_unit_test(nothing_is_left_out),
        cmocka_unit_test(damage_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
