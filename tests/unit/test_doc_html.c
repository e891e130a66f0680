/* A document as HTML: what came from outside is text, figures lead to the rows behind them, drafts say so. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/base64.h"
#include "reports/doc_html.h"
#include "reports/doc_make.h"
#include "tests/unit/expect.h"

#define NAME "<script>alert(\"1\")</script>&'\xE2\x80\xAE\n=cmd"

static struct doc *sample(void)
{
    struct doc *d = doc_new();
    d->period = "2026-10";
    d->kind = "month";
    d->as_of = day_start(day_make(2026, 11, 9)) + 9 * HOUR;
    d->paper.title = "关于“一次办好”的通报";
    d->paper.issuer = d->paper.to = d->paper.signatory = d->paper.copies = d->paper.printer = NAME;
    struct doc_table *t = doc_table(d, "county", "附表1　各县区", DOC_ANNEX);
    doc_column(t, "unit", "代码", "", COLUMN_DATA);
    doc_column(t, "rank", "名次", "位", COLUMN_SHOWN);
    doc_column(t, "name", "单位", "", COLUMN_SHOWN);
    doc_column(t, "on_time_rate", "按时办结率", "bp", COLUMN_SHOWN);
    t->landscape = true;
    t->note = "比率后为分子/分母。";
    doc_text(d, t, "371302");
    doc_count(t, 1234);
    doc_link(d, t, "/alerts?level=red&month=2026-10");
    doc_text(d, t, NAME);
    doc_rate(t, 1, 3);
    struct doc_table *reds = doc_table(d, "reds", "附表2　红牌办件", DOC_ANNEX);
    reds->withheld = true;
    doc_column(reds, "case_no", "办件", "", COLUMN_SHOWN);
    doc_text(d, reds, "LY-SECRET");
    doc_heading(d, 1, NAME);
    doc_paragraph(d);
    doc_say(d, "%s 红牌", NAME);
    doc_figure(d, t, 0, "rank");
    doc_say(d, "张，详见附表1、附表2和附表17；件次与件次。");
    struct doc_table *ranks = doc_table(d, "ranks", NAME, DOC_DATA);
    doc_column(ranks, "name", "单位", "", COLUMN_SHOWN);
    doc_column(ranks, "n", "张", "", COLUMN_SHOWN);
    doc_text(d, ranks, NAME);
    doc_count(ranks, 1234);
    doc_link(d, ranks, "/alerts?level=red&month=2026-10");
    doc_chart(d, ranks);
    vec_push(&d->definitions, ((struct doc_pair){"件次", NAME}));
    vec_push(&d->versions, ((struct doc_pair){"reference", "abc"}));
    vec_push(&d->annexes, NAME);
    doc_hash(d);
    return d;
}

static struct str made(struct doc *d, struct doc_options o)
{
    struct str out = {0};
    assert_int_equal(doc_html.write(d, &o, &out, NULL), 0);
    assert_true(str_utf8(out.p, out.len));
    return out;
}

static bool says(const struct str *s, const char *what) { return strstr(str_text(s), what) != NULL; }

static void what_came_from_outside_is_text(void **state)
{
    (void)state;
    struct doc *d = sample();
    struct str out = made(d, (struct doc_options){0});
    assert_false(says(&out, "<script"));
    assert_false(says(&out, "\xE2\x80\xAE")); /* turns the reading direction */
    assert_true(says(&out, "&lt;script&gt;alert(&quot;1&quot;)"));
    str_release(&out);
    doc_free(d);
}

static void figures_lead_to_rows_and_words_to_tables(void **state)
{
    (void)state;
    struct doc *d = sample();
    struct str out = made(d, (struct doc_options){0});
    const char *fig = "<a class=\"fig\" href=\"/alerts?level=red&amp;month=2026-10\">1,234</a>";
    const char *first = strstr(str_text(&out), fig);
    assert_non_null(first); /* in the sentence, in the chart's table and in the annex */
    assert_non_null(strstr(first + 1, fig));
    assert_true(says(&out, "<td class=\"n\">33.33%<small>1/3</small></td>"));
    assert_true(says(&out, "<a href=\"#t-county\">附表1</a>、<a href=\"#t-reds\">附表2</a>和附表17"));
    assert_true(says(&out, "<a href=\"#d-0\">件次</a>与件次。"));
    assert_true(says(&out, "<th scope=\"row\">&lt;script"));
    assert_true(says(&out, "<section class=\"annex across\">"));
    assert_true(says(&out, d->hash));
    assert_false(says(&out, "371302")); /* codes stand in the data formats */
    str_release(&out);
    doc_free(d);
}

static void the_public_gets_no_withheld_table_and_no_inner_address(void **state)
{
    (void)state;
    struct doc *d = sample();
    struct str out = made(d, (struct doc_options){.public = true});
    assert_false(says(&out, "LY-SECRET"));
    assert_false(says(&out, "/alerts"));
    assert_true(says(&out, "附表2和"));
    assert_false(says(&out, "#t-reds"));
    str_release(&out);
    doc_free(d);
}

static void drafts_say_so_and_published_ones_do_not(void **state)
{
    (void)state;
    struct doc *d = sample();
    struct str out = made(d, (struct doc_options){0});
    assert_true(says(&out, "<span>草稿</span>") && says(&out, "（草稿）"));
    str_release(&out);
    d->state = DOC_PUBLISHED;
    d->paper.number = "临审服通〔2026〕11号";
    out = made(d, (struct doc_options){0});
    assert_false(says(&out, "草稿"));
    str_release(&out);
    doc_free(d);
}

/* A picture is in the file, or where the frame says; without one the figures stand in its place. */
static void a_chart_has_its_figures_beside_it(void **state)
{
    (void)state;
    struct doc *d = sample();
    struct str out = made(d, (struct doc_options){0});
    assert_false(says(&out, "<figure>"));
    str_release(&out);
    str_puts(&d->charts.v[0]->svg, "<svg/>");
    out = made(d, (struct doc_options){0});
    assert_true(says(&out, "src=\"data:image/svg+xml;base64,PHN2Zy8+\""));
    assert_true(says(&out, "<details><summary>图中数据</summary>"));
    str_release(&out);
    out = made(d, (struct doc_options){.charts = "/charts/2026-10/"});
    assert_true(says(&out, "src=\"/charts/2026-10/ranks.svg\""));
    assert_true(says(
        &out,
        "<source media=\"(prefers-color-scheme: dark)\" srcset=\"/charts/2026-10/ranks.svg?theme=dark\">"));
    str_release(&out);
    doc_free(d);
}

/* What the list of annexes names stands behind it, under its number; the pictures are in the text. */
static void annexes_are_those_of_the_list(void **state)
{
    (void)state;
    struct doc *d = sample();
    struct str out = made(d, (struct doc_options){0});
    assert_true(says(&out, "<p>附件：</p><ol class=\"one\"><li>&lt;script"));
    assert_true(says(&out, "<p class=\"annex-mark\">附件</p>\n<h2 class=\"annex-title\">&lt;script"));
    str_release(&out);
    d->annexes.n = 0;
    vec_push(&d->annexes, "指标表");
    vec_push(&d->annexes, "统计图");
    vec_push(&d->annexes, "清单");
    vec_push(&d->annexes, "口径");
    out = made(d, (struct doc_options){0});
    assert_true(says(
        &out, "<p>附件：</p><ol><li>指标表</li><li>统计图（载于正文）</li><li>清单</li><li>口径</li></ol>"));
    const char *at = str_text(&out);
    for (const char *const *want =
             (const char *const[]){"附件1</p>\n<h2 class=\"annex-title\">指标表</h2>", "id=\"t-county\"",
                                   "附件3</p>\n<h2 class=\"annex-title\">清单</h2>", "id=\"t-reds\"",
                                   "附件4</p>\n<h2 class=\"annex-title\">口径</h2>", "id=\"d-0\"", NULL};
         *want; want++)
        assert_non_null(at = strstr(at, *want));
    assert_false(says(&out, "附件2</p>"));
    str_release(&out);
    out = made(d, (struct doc_options){.public = true});
    assert_false(says(&out, "附件3</p>"));
    assert_true(says(&out, "附件4</p>"));
    str_release(&out);
    doc_free(d);
}

static void an_empty_table_says_so(void **state)
{
    (void)state;
    struct doc *d = sample();
    struct doc_table *t = doc_table(d, "appeals", "附表3　申诉", DOC_ANNEX);
    doc_column(t, "state", "代码", "", COLUMN_DATA);
    doc_column(t, "name", "状态", "", COLUMN_SHOWN);
    doc_column(t, "n", "件数", "件", COLUMN_SHOWN);
    struct str out = made(d, (struct doc_options){0});
    assert_true(says(&out, "<tr class=\"none\"><td colspan=\"2\">无</td></tr>\n</tbody>"));
    str_release(&out);
    doc_free(d);
}

static void base64_is_that_of_the_standard(void **state)
{
    (void)state;
    static const char *const want[] = {"", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"};
    for (size_t n = 0; n < sizeof want / sizeof *want; n++)
        EXPECT(base64_put(out, "foobar", n), want[n]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_came_from_outside_is_text),
        cmocka_unit_test(figures_lead_to_rows_and_words_to_tables),
        cmocka_unit_test(the_public_gets_no_withheld_table_and_no_inner_address),
        cmocka_unit_test(drafts_say_so_and_published_ones_do_not),
        cmocka_unit_test(a_chart_has_its_figures_beside_it),
        cmocka_unit_test(annexes_are_those_of_the_list),
        cmocka_unit_test(an_empty_table_says_so),
        cmocka_unit_test(base64_is_that_of_the_standard),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
