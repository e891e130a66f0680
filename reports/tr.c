#include "reports/tr.h"

#include <stdlib.h>

#include "reports/tr_table.h"

const char *const lang_tag[LANGS] = {"zh-CN", "en"};

const struct tr_word tr_word[] = {
#define COUNT(zh, one, many)
#define WORD(zh, en) {zh, en, en},
#include "reports/english.def"
};
const size_t tr_words = sizeof tr_word / sizeof *tr_word;
#undef COUNT
#undef WORD

const struct tr_word tr_counted[] = {
#define COUNT(zh, one, many) {zh, one, many},
#define WORD(zh, en)
#include "reports/english.def"
};
const size_t tr_counts = sizeof tr_counted / sizeof *tr_counted;

/* The order of the file's lines, where a literal ends with a quotation mark. */
static int compare(const void *key, const void *element)
{
    const unsigned char *a = key, *b = (const unsigned char *)((const struct tr_word *)element)->zh;
    while (*a && *a == *b)
        a++, b++;
    return (*a ? *a : '"') - (*b ? *b : '"');
}

static const struct tr_word *find(const struct tr_word *table, size_t n, const char *zh)
{
    return bsearch(zh, table, n, sizeof *table, compare);
}

const char *tr_in(enum lang lang, const char *zh)
{
    const struct tr_word *w = lang == LANG_EN ? find(tr_word, tr_words, zh) : NULL;
    return w ? w->one : zh;
}

const char *tr_count_in(enum lang lang, int64_t n, const char *zh)
{
    const struct tr_word *w = lang == LANG_EN ? find(tr_counted, tr_counts, zh) : NULL;
    return !w ? zh : n == 1 ? w->one : w->many;
}
