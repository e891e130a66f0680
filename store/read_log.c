#include "store/read_log.h"

#include "store/read_query.h"

/* The cut as rows of a statement: (topic, part, next). A cursor takes no parameters. */
static void put_cuts(struct str *sql, const struct log_cuts *cuts)
{
    str_puts(sql, "(values ('', 0, 0::bigint)");
    for (size_t i = 0; i < cuts->n; i++) {
        str_puts(sql, ", ('");
        for (const char *z = cuts->v[i].topic; *z; z++) {
            str_putc(sql, *z);
            if (*z == '\'')
                str_putc(sql, '\'');
        }
        str_printf(sql, "', %d, %lld::bigint)", cuts->v[i].part, (long long)cuts->v[i].next);
    }
    str_puts(sql, ") cut (topic, part, next)");
}

#define BEFORE " where x.topic = cut.topic and x.part = cut.part and x.\"offset\" < cut.next"

int log_open(struct db *db, const struct log_cuts *cuts, struct err *e)
{
    struct str sql = {0};
    str_puts(&sql, "declare log cursor for select case_no, body from event x, ");
    put_cuts(&sql, cuts);
    str_puts(&sql, BEFORE " order by case_no, arrived, x.topic, x.part, \"offset\"");
    int rc = db_run(db, sql.p, e);
    str_release(&sql);
    return rc;
}

int log_reports(struct db *db, const struct log_cuts *cuts, struct arena *a, struct log_reports *out,
                struct err *e)
{
    struct str sql = {0};
    str_puts(&sql, "select source, event_id, region, counters, month, " READ_US(
                       "occurred") " from monthly_report x "
                                   "where topic is null or exists (select from ");
    put_cuts(&sql, cuts);
    str_puts(&sql, BEFORE ") order by occurred, event_id, source");
    PGresult *r = db_text(db, sql.p, 0, NULL, e);
    str_release(&sql);
    if (!r)
        return -1;
    out->n = (size_t)PQntuples(r);
    out->v = arena_alloc(a, (out->n + 1) * sizeof *out->v);
    for (int i = 0; i < (int)out->n; i++)
        out->v[i] = (struct log_report){read_text(r, i, 0, a),       read_text(r, i, 1, a),
                                        read_text(r, i, 2, a),       read_text(r, i, 3, a),
                                        (month)read_int(r, i, 4, 0), read_instant(r, i, 5)};
    PQclear(r);
    return 0;
}
