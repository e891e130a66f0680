/* papers OUT: bulletins of made-up cities, in all formats, for tests/it/17-paper.sh: a month and a year; a month without a case, a first month, a league of one, sixty
 * departments; names that would be something else wherever they are not escaped; without gnuplot. OUT/again holds month and year a second time. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "reports/doc_draw.h"
#include "reports/doc_write.h"
#include "tests/unit/city.h"

#define LONG "一二三四五六七八九十"
static const char *const hostile[] = {
    "<script>alert(1)</script>",
    "甲\"乙'丙",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd",
    "+1+1",
    "-2+3",
    "\t=1+1",
    "＝1+1",
    " =1+1",
    "第一行\n第二行",
    "\xe2\x80\xae倒写\xe2\x80\xac",
    "",
    "]]>完&amp;<b>",
    "`touch canary`",
    "%s%n%d\\n",
    LONG LONG LONG LONG LONG LONG LONG LONG LONG LONG LONG LONG LONG LONG LONG LONG LONG LONG LONG LONG,
};

struct paper {
    const char *name, *period;
    int counties, zones, depts;
    int64_t cases;
    bool first, hostile, drawn, published;
};

enum { TWICE = 2 }; /* the first ones */
static const struct paper papers[] = {
    {"month", "2026-10", 12, 6, 30, 900, false, false, true, true},
    {"year", "2026", 12, 6, 30, 900, false, false, true, true},
    {"draft", "2026-Q3", 12, 6, 30, 900, false, false, true, false},
    {"empty", "2026-10", 12, 6, 30, 0, false, false, true, true},
    {"first", "2026-10", 12, 6, 30, 900, true, false, true, true},
    {"one", "2026-10", 1, 0, 1, 900, false, false, true, true},
    {"sixty", "2026-10", 12, 6, 60, 900, false, false, true, true},
    {"hostile", "2026-10", 12, 6, 16, 900, false, true, true, true},
    {"plain", "2026-10", 12, 6, 30, 900, false, false, false, true},
};

static void fail(const char *why)
{
    fprintf(stderr, "papers: %s\n", why);
    exit(1);
}

static void write_bytes(const char *dir, const char *name, const char *suffix, const struct str *bytes)
{
    struct str path = {0};
    struct err e;
    str_printf(&path, "%s/%s.%s", dir, name, suffix);
    if (file_replace(path.p, str_text(bytes), bytes->len, &e))
        fail(e.text);
    str_release(&path);
}

static void write_all(const char *dir, const char *name, const struct doc *d)
{
    static const struct doc_writer *const w[] = {&doc_html, &doc_docx, &doc_pdf, &doc_xlsx, &doc_csv, &doc_json};
    struct err e;
    for (size_t i = 0; i < sizeof w / sizeof *w; i++) {
        struct str bytes = {0}, open = {0}, suffix = {0};
        if (w[i]->write(d, &(struct doc_options){0}, &bytes, &e))
            fail(e.text);
        write_bytes(dir, name, w[i]->suffix, &bytes);
        if (!strcmp(name, "month")) {
            if (w[i]->write(d, &(struct doc_options){.public = true}, &open, &e))
                fail(e.text);
            str_printf(&suffix, "public.%s", w[i]->suffix);
            write_bytes(dir, name, suffix.p, &open);
        }
        str_release(&bytes);
        str_release(&open);
        str_release(&suffix);
    }
    for (size_t i = 0; i < d->charts.n; i++) {
        const struct doc_chart *c = d->charts.v[i];
        struct str chart = {0};
        str_printf(&chart, "%s-%s", name, c->name);
        write_bytes(dir, chart.p, "svg", &c->svg);
        write_bytes(dir, chart.p, "dark.svg", &c->dark);
        write_bytes(dir, chart.p, "print.svg", &c->print);
        write_bytes(dir, chart.p, "png", &c->png);
        str_release(&chart);
    }
}

static void make(const char *dir, const struct paper *p, struct gnuplot *g)
{
    struct draft_figures f;
    month first, last;
    if (!period_parse(p->period, strlen(p->period), &first, &last))
        fail(p->period);
    struct city c = {.counties = p->counties,
                     .zones = p->zones,
                     .depts = p->depts,
                     .names = p->hostile ? hostile : NULL,
                     .n_names = p->hostile ? sizeof hostile / sizeof *hostile : 0,
                     .cases = p->cases,
                     .from = p->first ? last : 12 * 2024 + 11,
                     .last = last};
    city_make(&c);
    city_figures(&c, first, last, &f);
    struct doc *d = draft_make(&f);
    d->state = p->published ? DOC_PUBLISHED : DOC_DRAFT;
    if (p->published) {
        d->paper.number = "临审服通〔2026〕11号";
        d->paper.dated = day_make(2026, 11, 9);
    }
    if (p->drawn)
        doc_draw(d, g);
    write_all(dir, p->name, d);
    doc_free(d);
    draft_release(&f);
    city_release(&c);
}

int main(int argc, char **argv)
{
    struct str again = {0};
    if (argc != 2)
        fail("papers OUT");
    str_printf(&again, "%s/again", argv[1]);
    if (mkdir(again.p, 0777))
        fail(again.p);
    struct gnuplot *g = gnuplot_new(NULL);
    for (size_t i = 0; i < sizeof papers / sizeof *papers; i++) {
        make(argv[1], &papers[i], g);
        if (i < TWICE)
            make(again.p, &papers[i], g);
    }
    gnuplot_free(g);
    str_release(&again);
    return 0;
}
