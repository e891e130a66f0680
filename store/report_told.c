#include "store/report_told.h"

#include "store/param.h"
#include "store/read_query.h"

int report_told_note(struct db *db, month m, instant now, struct err *e)
{
    static const char sql[] = "insert into report_told (month, at) select $1::integer, " PARAM_AT(
        "$2") " where exists (select from counters where month <= $1::integer) on conflict do nothing returning 1";
    struct arena t = {0};
    PGresult *r = db_text(db, sql, 2, (const char *const[]){param_int(&t, m), param_instant(&t, now)}, e);
    int n = r ? PQntuples(r) : -1;
    PQclear(r);
    arena_release(&t);
    return n;
}

int report_told_regions(struct db *db, month m, instant now, struct arena *a, const char ***code, size_t *n,
                        struct err *e)
{
    static const char sql[] = "select distinct region from monthly_report"
                              " where month = $1::integer and occurred <= " PARAM_AT("$2");
    PGresult *r = db_text(db, sql, 2, (const char *const[]){param_int(a, m), param_instant(a, now)}, e);
    if (!r)
        return -1;
    *n = (size_t)PQntuples(r);
    *code = arena_alloc(a, (*n + 1) * sizeof **code);
    for (size_t i = 0; i < *n; i++)
        (*code)[i] = read_text(r, (int)i, 0, a);
    PQclear(r);
    return 0;
}
