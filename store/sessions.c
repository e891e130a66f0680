#include "store/sessions.h"

#include <string.h>

#include "base/sha256.h"
#include "store/param.h"
#include "store/read_query.h"

/* What the database keeps of a secret, as a bytea parameter. */
static const char *kept(const char *secret, struct arena *a)
{
    char *z = arena_alloc(a, 2 + SHA256_TEXT), hex[SHA256_TEXT];
    memcpy(z, "\\x", 2);
    memcpy(z + 2, sha256_text(secret, strlen(secret), hex), SHA256_TEXT);
    return z;
}

static int take_who(PGresult *r, struct arena *a, struct who *out)
{
    int n = r ? PQntuples(r) : -1;
    if (n > 0)
        *out = (struct who){.login = read_text(r, 0, 0, a),
                            .role = read_text(r, 0, 1, a),
                            .own = read_text(r, 0, 2, a),
                            .csrf = PQnfields(r) > 3 ? read_text(r, 0, 3, a) : NULL,
                            .gateway = PQnfields(r) > 3 && *PQgetvalue(r, 0, 4) == 't'};
    PQclear(r);
    return n;
}

int sessions_find(struct db *db, const char *id, const struct session_limits *limits, struct arena *a,
                  struct who *out, struct err *e)
{
    const char *v[] = {kept(id, a), param_int(a, limits->idle_minutes), param_int(a, limits->hours)};
    return take_who(
        db_text(
            db,
            "select login, role, own, csrf, gateway from session_find($1::bytea, $2::integer, $3::integer)",
            3, v, e),
        a, out);
}

int sessions_token(struct db *db, const char *token, struct arena *a, struct who *out, struct err *e)
{
    const char *v[] = {kept(token, a)};
    return take_who(db_text(db, "select login, role, own from token_find($1::bytea)", 1, v, e), a, out);
}

/* The truth that a function gives: 1, 0 (also null), -1. */
static int truth(PGresult *r)
{
    int is = r ? PQntuples(r) > 0 && *PQgetvalue(r, 0, 0) == 't' : -1;
    PQclear(r);
    return is;
}

int sessions_exported(struct db *db, const char *login, const char *address, struct err *e)
{
    PGresult *r = db_text(db, "select export_noted($1, $2)", 2, (const char *const[]){login, address}, e);
    PQclear(r);
    return r ? 0 : -1;
}

int sessions_any(struct db *db, struct err *e)
{
    return truth(db_text(db, "select account_any()", 0, NULL, e));
}

int sessions_hash(struct db *db, const char *login, struct arena *a, const char **hash, struct err *e)
{
    PGresult *r = db_text(db, "select account_hash($1)", 1, &login, e);
    if (!r)
        return -1;
    *hash = read_text(r, 0, 0, a);
    PQclear(r);
    return 0;
}

int sessions_failed(struct db *db, const char *login, int64_t most, int64_t minutes, struct err *e)
{
    struct arena t = {0};
    const char *v[] = {login, param_int(&t, most), param_int(&t, minutes)};
    int rc = truth(db_text(db, "select account_failed($1, $2::integer, $3::integer)", 3, v, e));
    arena_release(&t);
    return rc;
}

int sessions_open(struct db *db, const char *login, const char *hash, const char *former,
                  struct session_new *out, struct err *e)
{
    struct arena t = {0};
    secret_new(out->id);
    secret_new(out->csrf);
    const char *v[] = {login,           hash, kept(out->id, &t), out->csrf, former ? kept(former, &t) : NULL,
                       hash ? "f" : "t"};
    int rc = truth(
        db_text(db, "select session_open($1, $2, $3::bytea, $4, $5::bytea, $6::boolean)", 6, v, e));
    arena_release(&t);
    return rc;
}

int sessions_visit(struct db *db, const char *id, instant *last, struct err *e)
{
    struct arena t = {0};
    const char *v[] = {kept(id, &t)};
    PGresult *r = db_text(db, "select " READ_US("session_visit($1::bytea)"), 1, v, e);
    if (r)
        *last = read_instant(r, 0, 0);
    PQclear(r);
    arena_release(&t);
    return r ? 0 : -1;
}

int sessions_close(struct db *db, const char *id, struct err *e)
{
    struct arena t = {0};
    const char *v[] = {kept(id, &t)};
    PGresult *r = db_text(db, "select session_close($1::bytea)", 1, v, e);
    PQclear(r);
    arena_release(&t);
    return r ? 0 : -1;
}

int sessions_password(struct db *db, const char *id, const char *was, const char *fresh, struct err *e)
{
    struct arena t = {0};
    const char *v[] = {kept(id, &t), was, fresh};
    int rc = truth(db_text(db, "select account_change($1::bytea, $2, $3)", 3, v, e));
    arena_release(&t);
    return rc;
}
