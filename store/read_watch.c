#include "store/read_watch.h"

#include "store/param.h"
#include "store/read_query.h"

int read_open_regions(struct read *rd, struct arena *a, struct read_opens *out, struct err *e)
{
    PGresult *r = read_query(rd, "select region, level, n from watch_regions()", 0, NULL, e);
    if (!r)
        return -1;
    out->n = (size_t)PQntuples(r);
    out->v = arena_alloc(a, (out->n + 1) * sizeof *out->v);
    for (int i = 0; i < (int)out->n; i++)
        out->v[i] = (struct read_open){read_text(r, i, 0, a), read_text(r, i, 1, a), read_int(r, i, 2, 0)};
    PQclear(r);
    return 0;
}

int read_session_counts(struct read *rd, int64_t idle_minutes, int64_t hours, struct arena *a,
                        struct read_session_counts *out, struct err *e)
{
    const char *v[] = {param_int(a, idle_minutes), param_int(a, hours)};
    PGresult *r = read_query(rd, "select role, n from watch_sessions($1, $2)", 2, v, e);
    if (!r)
        return -1;
    out->n = (size_t)PQntuples(r);
    out->v = arena_alloc(a, (out->n + 1) * sizeof *out->v);
    for (int i = 0; i < (int)out->n; i++)
        out->v[i] = (struct read_session_count){read_text(r, i, 0, a), read_int(r, i, 1, 0)};
    PQclear(r);
    return 0;
}

int read_reference_since(struct read *rd, const char *version, instant *out, struct err *e)
{
    PGresult *r = read_query(rd, "select " READ_US("watch_reference($1)"), 1, &version, e);
    if (!r)
        return -1;
    *out = read_instant(r, 0, 0);
    PQclear(r);
    return 0;
}

#define SILENT "select source, region, dept, " READ_US("last") ", " READ_US("silent") " from "

static int take_silent(PGresult *r, struct arena *a, struct read_silents *out)
{
    if (!r)
        return -1;
    out->n = (size_t)PQntuples(r);
    out->v = arena_alloc(a, (out->n + 1) * sizeof *out->v);
    for (int i = 0; i < (int)out->n; i++)
        out->v[i] = (struct read_silent){read_text(r, i, 0, a), read_text(r, i, 1, a), read_text(r, i, 2, a),
                                         read_instant(r, i, 3), read_instant(r, i, 4)};
    PQclear(r);
    return 0;
}

int read_silent(struct read *rd, struct arena *a, struct read_silents *out, struct err *e)
{
    return take_silent(read_query(rd, SILENT "watch_silent()", 0, NULL, e), a, out);
}

int read_silent_seen(struct read *rd, struct arena *a, struct read_silents *out, struct err *e)
{
    static const char sql[] = SILENT "sender where silent is not null order by source, region, dept";
    return take_silent(read_query(rd, sql, 0, NULL, e), a, out);
}

int read_rules_told(struct read *rd, struct arena *a, struct read_rules_told *out, struct err *e)
{
    PGresult *r = read_query(rd,
                             "select rule, why, messages, notices, " READ_US("since") ", " READ_US(
                                 "failing") " from watch_rules()",
                             0, NULL, e);
    if (!r)
        return -1;
    out->n = (size_t)PQntuples(r);
    out->v = arena_alloc(a, (out->n + 1) * sizeof *out->v);
    for (int i = 0; i < (int)out->n; i++)
        out->v[i] = (struct read_rule_told){read_text(r, i, 0, a), read_text(r, i, 1, a),
                                            read_int(r, i, 2, 0),  read_int(r, i, 3, 0),
                                            read_instant(r, i, 4), read_instant(r, i, 5)};
    PQclear(r);
    return 0;
}
