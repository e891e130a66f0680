#include "store/rights.h"

#include <libpq-fe.h>

#include "store/db.h"

/* Tables of ours that $1 may write, and the roles that it could become to do so. */
static const char written[] =
    "select string_agg(what, ', ' order by grave desc, what) from ("
    " select 0 as grave, 'may write ' || c.relname as what from pg_class c where c.relnamespace = "
    "current_schema()::regnamespace and c.relkind in ('r', 'p', 'v') and"
    "  (has_table_privilege($1, c.oid, 'insert, update, delete, truncate, trigger')"
    "  or has_any_column_privilege($1, c.oid, 'insert, update'))"
    " union all select 1, 'may become ' || r.rolname from pg_roles r where r.rolname in "
    "('jiancha_collector', 'jiancha_clerk', 'jiancha_repair') and pg_has_role($1, r.oid, 'member')"
    " union all select 2, 'is a superuser' from pg_roles r where r.rolname = $1 and r.rolsuper"
    " union all select 2, 'passes row-level security' from pg_roles r where r.rolname = $1 and r.rolbypassrls"
    ") t";

static int look(struct db *db, const char *role, struct err *e)
{
    PGresult *r = db_text(db, written, 1, &role, e);
    if (!r)
        return -1;
    int found = !PQgetisnull(r, 0, 0);
    if (found)
        err_set(e,
                "database: the pages only read, and %s %.300s: serve does not run with such rights; give it "
                "a login of its own (docs/OPERATIONS.md, database_web)",
                role, PQgetvalue(r, 0, 0));
    PQclear(r);
    return found;
}

static int look_at_both(struct db *db, bool own, struct err *e)
{
    PGresult *r = db_text(
        db,
        "select session_user, to_regclass('account') is not null and to_regrole('jiancha_web') is not null",
        0, NULL, e);
    if (!r)
        return -1;
    int rc = *PQgetvalue(r, 0, 1) == 't' ? look(db, "jiancha_web", e) : 0;
    if (!rc && own && *PQgetvalue(r, 0, 1) == 't')
        rc = look(db, PQgetvalue(r, 0, 0), e);
    PQclear(r);
    return rc;
}

int rights_excess(const char *conninfo, bool own, struct err *e)
{
    struct db db;
    db_init(&db, conninfo, "jiancha-serve", NULL);
    int rc = db_connect(&db, e) ? -1 : look_at_both(&db, own, e);
    db_close(&db);
    return rc;
}
