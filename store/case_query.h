/* Inside store/read*.c: the lists of cases that several readers share: which rows, by which filter, in which
 * order. */
#ifndef STORE_CASE_QUERY_H
#define STORE_CASE_QUERY_H

#include "store/read_query.h"

/* $1…$15: null means any. Tests columns that `cases` and `case_unit` both have. */
enum { CASE_FILTER_PARAMS = 15 };
#define CASE_FILTER                                                                                              \
    " and ($1::text is null or region = $1) and ($2::text is null or dept = $2)"                                 \
    " and ($3::text is null or item = $3) and ($4::text is null or phase = $4)"                                  \
    " and ($5::text is null or light = $5) and ($6::text is null or case_no = $6)"                               \
    " and ($7::text is null or duty = $7) and ($8::smallint is null or level = $8)"                              \
    " and ($9::timestamptz is null or due_at > $9) and ($10::timestamptz is null or due_at <= $10)" READ_ANY_OF( \
        "$11", "$12", "$13", "$14", "$15")
struct case_filter_text {
    char level[16], after[INSTANT_TEXT], by[INSTANT_TEXT];
};
void case_query_fill(const struct read_filter *f, struct case_filter_text *t,
                     const char *params[CASE_FILTER_PARAMS]);

/* " from case_unit where … " with the filter: each case once, as its own unit has it; of a viewer who is a
 * unit, all of its. */
const char *case_query_source(struct read *rd, const struct read_filter *f);

/* $16: kept, $17: limit, $18: offset. */
enum { CASE_ORDER_PARAMS = CASE_FILTER_PARAMS + 3 };
#define CASE_KEPT_IS(kept) " and ($16::text is null or " kept " = $16)"
#define CASE_CUT " limit $17::int offset $18::bigint"
struct case_order_text {
    struct case_filter_text filter;
    char limit[16], offset[24];
};
void case_query_fill_order(const struct read_filter *f, const struct read_order *o, struct case_order_text *t,
                           const char *params[CASE_ORDER_PARAMS]);

/* The cases of which something is due, by when, cut: a piece of an index; of all units together the first
 * rows of each region's piece, merged. */
enum { CASE_AGENDA_PARAMS = CASE_ORDER_PARAMS + 2 };
struct case_agenda_text {
    struct case_order_text order;
    char each[24];
};
void case_query_put_agenda(struct str *sql, const char *columns, struct read *rd, const struct read_filter *f,
                           bool down);
/* How many parameters that has; those of the order come first. */
int case_query_fill_agenda(struct read *rd, const struct refdata *ref, const struct read_filter *f,
                           const struct read_order *o, struct arena *a, struct case_agenda_text *t,
                           const char *params[CASE_AGENDA_PARAMS]);
bool case_query_of_all(struct read *rd, const struct read_filter *f); /* all units together */
const char *case_query_regions(const struct refdata *ref, struct arena *a); /* as units: {r371302,…} */
/* By when something is due is the order that the agenda has. */
bool case_query_by_due(const struct read_order *o);

/* The expression of a key of struct read_order; asserts that there is one. `of_cases`: only `cases` has it.
 */
const char *case_query_column(const char *key, bool *of_cases);

#endif
