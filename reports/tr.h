/* The words of the pages in the viewer's language. The code says them in Chinese; english.def has each once
 * more in English and is looked up by the Chinese. What has no English there stays Chinese; a test
 * (test_words) holds that nothing of the pages' own is missing. What people wrote, names of units and items,
 * and papers are nobody's words but theirs: they are never looked up. */
#ifndef REPORTS_TR_H
#define REPORTS_TR_H

#include <stdint.h>

enum lang { LANG_ZH, LANG_EN, LANGS };
extern const char *const lang_tag[LANGS]; /* zh-CN, en */

/* A literal that is translated later, where it is shown: an element of a static table. */
#define TR(zh) zh

/* Both may be formats, whose placeholders are the same in both languages. Pure. */
const char *tr_in(enum lang lang, const char *zh) __attribute__((format_arg(2)));
/* What follows a number, or a format that holds one: English has two forms, for one and for all others. */
const char *tr_count_in(enum lang lang, int64_t n, const char *zh) __attribute__((format_arg(3)));

#endif
