#include "store/reference.h"

#include "store/read_query.h"
#include "store/wire.h"

/* One statement, so one transaction: a version is there whole or not at all. Who finds another keeping it
 * waits until that has. */
int reference_keep(struct db *db, const struct refdata *ref, struct err *e)
{
    static const char sql[] =
        "with v as (insert into reference_version (version) values ($3) on conflict do nothing"
        " returning version)"
        " insert into reference_file (version, name, body) select v.version, u.name, u.body"
        " from v, unnest($1, $2) u(name, body)";
    struct wire_rows rows = {0};
    wire_begin(&rows, "ty");
    for (size_t i = 0; i < ref->files.n; i++, rows.n++) {
        wire_text(&rows.col[0], ref->files.v[i].name);
        wire_bytes(&rows.col[1], ref->files.v[i].bytes, ref->files.v[i].n);
    }
    int64_t n = db_count(db, sql, &rows, &DB_TEXT(ref->version), 1, e);
    wire_release(&rows);
    return n < 0 ? -1 : 0;
}

int read_reference(struct read *rd, const char *version, struct arena *a, struct refdata_files *out,
                   struct err *e)
{
    PGresult *r = read_query(
        rd, "select name, body from reference_file where version = $1 order by name collate \"C\"", 1,
        &version, e);
    if (!r)
        return -1;
    struct refdata_file *v = arena_zalloc(a, ((size_t)PQntuples(r) + 1) * sizeof *v);
    for (int i = 0; i < PQntuples(r); i++) {
        v[i].name = read_text(r, i, 0, a);
        v[i].bytes = (const char *)read_bytes(r, i, 1, a, &v[i].n);
    }
    *out = (struct refdata_files){v, (size_t)PQntuples(r)};
    PQclear(r);
    return 0;
}
