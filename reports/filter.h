/* Which alerts or cases are asked for, as an address or a command line says it in words; read once, into what
 * the store takes. */
#ifndef REPORTS_FILTER_H
#define REPORTS_FILTER_H

#include "analyzer/refdata.h"
#include "store/read_rows.h"

/* What was said; NULL: nothing. */
struct filter_words {
    const char *region, *dept, *item;
    const char *no; /* a case's number */
    const char *level; /* of an alert; of a case, the highest of its open ones */
    const char *rule, *month; /* of alerts */
    const char *state; /* of alerts: as in lists.def, or FILTER_VALID */
    const char *once; /* "1": the cards that count once (read_filter) */
    const char *phase, *light, *kept, *duty; /* of cases */
};

/* What is wrong with one of them; whoever asked makes a sentence of it, in the language of its reader. */
struct filter_fault {
    const char *name, *value; /* level, purple */
    enum { FILTER_REGION, FILTER_DEPT, FILTER_WORD, FILTER_NUMBER, FILTER_MONTH } wanted;
    const char *const *words; /* FILTER_WORD: those that can be said, NULL at the end */
};

/* The state of what counts in figures: neither withdrawn nor revoked. */
#define FILTER_VALID "valid"

/* Codes are borrowed, words are those of the lists themselves. False: `fault` says why. */
bool filter_alerts(const struct filter_words *w, const struct refdata *ref, struct read_filter *out,
                   struct filter_fault *fault);
bool filter_cases(const struct filter_words *w, const struct refdata *ref, struct read_filter *out,
                  struct filter_fault *fault);

#endif
