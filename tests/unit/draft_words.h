/* What tests of a bulletin's sentences have in common. */
#ifndef TESTS_DRAFT_WORDS_H
#define TESTS_DRAFT_WORDS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "reports/draft_parts.h"
#include "tests/unit/city.h"

/* All sentences of a draft, a line a paragraph. */
static const char *words_of(const struct draft_figures *f, struct str *out)
{
    struct doc *d = draft_make(f);
    str_clear(out);
    for (size_t i = 0; i < d->blocks.n; i++) {
        for (size_t k = 0; k < d->blocks.v[i].spans.n; k++)
            str_puts(out, d->blocks.v[i].spans.v[k].text);
        str_putc(out, '\n');
    }
    doc_free(d);
    return str_text(out);
}

static void begin(struct city *c, struct draft_figures *f, const char *period)
{
    month first, last;
    assert_true(period_parse(period, strlen(period), &first, &last));
    *c = (struct city){
        .counties = 12, .zones = 6, .depts = 30, .cases = 900, .from = 12 * 2024, .last = last};
    city_make(c);
    city_figures(c, first, last, f);
}

static void end(struct city *c, struct draft_figures *f, struct str *text)
{
    draft_release(f);
    city_release(c);
    str_release(text);
}

#define SAYS(text, part) assert_non_null(strstr(text, part))
#define SAYS_NOT(text, part) assert_null(strstr(text, part))

#endif
