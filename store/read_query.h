/* Inside store/read*.c: one query of the open snapshot, and its cells. */
#ifndef STORE_READ_QUERY_H
#define STORE_READ_QUERY_H

#include <libpq-fe.h>

#include "store/read_rows.h"

/* Instants travel as microseconds: exact, and no text format to agree on. */
#define READ_US(column) "(extract(epoch from " column ") * 1000000)::bigint"
#define READ_DAY(column) "(" column " - date '1970-01-01')"

/* NULL parameters are SQL nulls. NULL and `e` set on failure; else the caller clears the result. */
PGresult *read_query(struct read *rd, const char *sql, int n, const char *const *params, struct err *e);

/* Whose lists are wanted: the rows of one unit, or all. */
enum read_whose { READ_ALL, READ_REGION, READ_DEPT };
enum read_whose read_whose(const struct read *rd);

/* The test of struct read_any with its five parameters, and these; the first is null where there is no word.
 */
#define READ_ANY_OF(there, part, items, regions, depts)                                                    \
    " and (" there "::bool is null or strpos(upper(replace(case_no, ' ', '')), " part                      \
    "::text) > 0 or " READ_ONE_OF("item", items) " or " READ_ONE_OF("region", regions) " or " READ_ONE_OF( \
        "dept", depts) ")"
/* A null leaves no trace of the column in the plan, so that an index which has it not may do. */
#define READ_ONE_OF(column, of) "(" of "::text[] is not null and " column " = any(" of "))"
enum { READ_ANY_PARAMS = 5 };
void read_any_fill(const struct read_any *any, const char *params[READ_ANY_PARAMS]);

const char *read_text(PGresult *r, int row, int col, struct arena *a); /* a copy; NULL for null */
int64_t read_int(PGresult *r, int row, int col, int64_t null);
const uint8_t *read_bytes(PGresult *r, int row, int col, struct arena *a, size_t *n);
instant read_instant(PGresult *r, int row, int col); /* INSTANT_NONE for null */

#endif
