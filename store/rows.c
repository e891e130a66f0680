#include "store/rows.h"

#include <libpq-fe.h>

int rows_unbound(struct db *db, struct err *e)
{
    PGresult *r = db_text(db, "select row_security_active('cases'), current_user", 0, NULL, e);
    if (!r)
        return -1;
    int rc = 0;
    if (*PQgetvalue(r, 0, 0) == 't') {
        db->fail = DB_BUG;
        rc = err_set(
            e,
            "database: %s writes for all units and must pass by their policies; as a superuser: alter "
            "role %s bypassrls (docs/OPERATIONS.md)",
            PQgetvalue(r, 0, 1), PQgetvalue(r, 0, 1));
    }
    PQclear(r);
    return rc;
}
