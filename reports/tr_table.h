/* english.def as tables, each in the order of its Chinese. For tr.c and its test. */
#ifndef REPORTS_TR_TABLE_H
#define REPORTS_TR_TABLE_H

#include <stddef.h>

struct tr_word {
    const char *zh, *one, *many;
};
extern const struct tr_word tr_word[], tr_counted[];
extern const size_t tr_words, tr_counts;

#endif
