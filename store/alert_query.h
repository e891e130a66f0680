/* Inside store/read*.c: the lists of alerts that several readers share: which rows, by which filter. */
#ifndef STORE_ALERT_QUERY_H
#define STORE_ALERT_QUERY_H

#include "store/read_query.h"

enum { ALERT_FILTER_PARAMS = 16 };
/* clang-format off */
/* $1…$16: null means any. The planner knows the values (unnamed statements), so the tests of absent ones cost
 * nothing. */
#define ALERT_FILTER \
    " and ($1::text is null or region = $1) and ($2::text is null or dept = $2)" \
    " and ($3::text is null or item = $3) and ($4::text is null or level = $4)" \
    " and ($5::text is null or state = $5) and ($6::text is null or case_no = $6)" \
    " and ($7::int is null or rule = $7)" \
    " and ($8::timestamptz is null or raised_at >= $8) and ($9::timestamptz is null or raised_at < $9)" \
    " and ($10::bool is null or state not in ('withdrawn', 'revoked'))" \
    " and ($11::timestamptz is null or seen_at >= $11)" \
    READ_ANY_OF("$12", "$13", "$14", "$15", "$16")
/* clang-format on */
struct alert_filter_text {
    char rule[16], from[INSTANT_TEXT], to[INSTANT_TEXT], seen[INSTANT_TEXT];
};
void alert_query_fill(const struct read_filter *f, struct alert_filter_text *t,
                      const char *params[ALERT_FILTER_PARAMS]);

/* "select columns from … where …", of the viewer's alerts, or of what counts once of them; `cut`: more
 * conditions, their order and how many, if not all are wanted. */
void alert_query_select(struct str *sql, const struct read *rd, bool once, const char *columns,
                        const char *cut);

/* What a list is a page of. */
struct alert_listed {
    enum read_whose whose;
    bool once, by_case;
    bool counted; /* by case: each is counted, not only those of the page */
};
#define ALERT_GRAVEST "id, case_no, level, raised_at"
#define ALERT_RANK "array_position('{notice,warning,yellow,red}', level)"

/* "with levels as (…)": how many there are of each level, the mildest first. It is counted in the statement
 * that lists them, for to find the alerts of a unit's shared cases takes longer than the page. By case there
 * is `gravest` before it: of each case the gravest alert, of those the first (few columns of it,
 * ALERT_GRAVEST, for all are sorted) and, if they are counted, `n`, how many there are. */
void alert_query_levels(struct str *sql, const struct alert_listed *l);
/* Behind it: "… where …", the alerts one by one. */
void alert_query_listed(struct str *sql, const struct alert_listed *l, const char *cut);

#endif
