#include "store/accounts.h"

#include <stdlib.h>
#include <string.h>

#include "base/sha256.h"
#include "store/audit.h"
#include "store/param.h"
#include "store/read_query.h"

int accounts_list(struct db *db, struct arena *a, struct accounts *out, struct err *e)
{
    PGresult *r = db_text(
        db,
        "select login, role, own, " READ_US("created") ", " READ_US("changed") ", " READ_US("disabled") ", " READ_US(
            "case when locked_until > now() then locked_until end") ", (select count(*) from session s where "
                                                                    "s.login = a.login), (select count(*) "
                                                                    "from api_token t where t.login = "
                                                                    "a.login) from account a order by login",
        0, NULL, e);
    if (!r)
        return -1;
    out->n = (size_t)PQntuples(r);
    out->v = arena_zalloc(a, (out->n + 1) * sizeof *out->v);
    for (int i = 0; i < PQntuples(r); i++)
        out->v[i] = (struct account){.login = read_text(r, i, 0, a),
                                     .role = read_text(r, i, 1, a),
                                     .own = read_text(r, i, 2, a),
                                     .created = read_instant(r, i, 3),
                                     .changed = read_instant(r, i, 4),
                                     .disabled = read_instant(r, i, 5),
                                     .locked_until = read_instant(r, i, 6),
                                     .sessions = read_int(r, i, 7, 0),
                                     .tokens = read_int(r, i, 8, 0)};
    PQclear(r);
    return 0;
}

/* Rows that a statement has touched; -1. */
static int64_t touched(struct db *db, const char *sql, int n, const char *const *v, struct err *e)
{
    PGresult *r = db_text(db, sql, n, v, e);
    int64_t rows = r ? strtoll(PQcmdTuples(r), NULL, 10) : -1;
    PQclear(r);
    return rows;
}

/* The end of a change: with its line in the audit log if `rows` says that there was one. 1: there was none.
 */
static int finish(struct db *db, int64_t rows, const char *who, const char *what, const char *about,
                  struct err *e)
{
    int rc = rows < 0 ? -1 : rows == 0;
    if (!rc && (audit_add(db, INSTANT_NONE, who, what, about, e) || db_run(db, "commit", e)))
        rc = -1;
    db_rollback(db);
    return rc;
}

int accounts_add(struct db *db, const char *who, const struct account *made, const char *hash, struct err *e)
{
    const char *v[] = {made->login, made->role, made->own, hash};
    struct str about = {0};
    str_printf(&about, "%s %s%s%s", made->login, made->role, made->own ? " " : "",
               made->own ? made->own : "");
    int64_t rows = db_run(db, "begin", e) ? -1
                                          : touched(db,
                                                    "insert into account (login, role, own, hash, created, "
                                                    "changed) values ($1, $2, $3, $4, now(), now()) on "
                                                    "conflict do nothing",
                                                    4, v, e);
    int rc = finish(db, rows, who, "user.add", str_text(&about), e);
    str_release(&about);
    return rc;
}

/* A statement about $1, an account, and what ends its sessions. */
static int change(struct db *db, const char *sql, int n, const char *const *v, const char *who,
                  const char *what, struct err *e)
{
    int64_t rows = db_run(db, "begin", e) ? -1 : touched(db, sql, n, v, e);
    if (rows > 0 && touched(db, "delete from session where login = $1", 1, v, e) < 0)
        rows = -1;
    return finish(db, rows, who, what, v[0], e);
}

int accounts_password(struct db *db, const char *who, const char *login, const char *hash, struct err *e)
{
    const char *v[] = {login, hash};
    return change(
        db,
        "update account set hash = $2, changed = now(), failed = 0, locked_until = null where login "
        "= $1",
        2, v, who, "user.passwd", e);
}

int accounts_disable(struct db *db, const char *who, const char *login, bool disabled, struct err *e)
{
    const char *v[] = {login, disabled ? "t" : "f"};
    return change(db,
                  "update account set disabled = case when $2::boolean then now() end, failed = 0, "
                  "locked_until = null where login = $1",
                  2, v, who, disabled ? "user.disable" : "user.enable", e);
}

int accounts_remove(struct db *db, const char *who, const char *login, struct err *e)
{
    return change(db, "delete from account where login = $1", 1, &login, who, "user.remove", e);
}

int tokens_list(struct db *db, struct arena *a, struct tokens *out, struct err *e)
{
    PGresult *r = db_text(db,
                          "select login, name, " READ_US("created") ", " READ_US(
                              "expires") " from api_token order by login, name collate \"C\"",
                          0, NULL, e);
    if (!r)
        return -1;
    out->n = (size_t)PQntuples(r);
    out->v = arena_zalloc(a, (out->n + 1) * sizeof *out->v);
    for (int i = 0; i < PQntuples(r); i++)
        out->v[i] = (struct token){read_text(r, i, 0, a), read_text(r, i, 1, a), read_instant(r, i, 2),
                                   read_instant(r, i, 3)};
    PQclear(r);
    return 0;
}

static int account_there(struct db *db, const char *login, struct err *e)
{
    PGresult *r = db_text(db, "select 1 from account where login = $1 for update", 1, &login, e);
    int n = r ? PQntuples(r) : -1;
    PQclear(r);
    return n;
}

int tokens_add(struct db *db, const char *who, const char *login, const char *name, int64_t days,
               char text[SECRET_TEXT], struct err *e)
{
    struct arena t = {0};
    struct str about = {0};
    char hash[SHA256_TEXT];
    secret_new(text);
    const char *v[] = {sha256_text(text, SECRET_TEXT - 1, hash), login, name, param_int(&t, days)};
    str_printf(&about, "%s %s", login, name);
    int there = db_run(db, "begin", e) ? -1 : account_there(db, login, e);
    int64_t rows = there <= 0
                       ? there
                       : touched(db,
                                 "insert into api_token values (decode($1, 'hex'), $2, $3, now(), now() + "
                                 "make_interval(days => $4::integer)) on conflict do nothing",
                                 4, v, e);
    int rc = finish(db, rows, who, "token.add", str_text(&about), e);
    str_release(&about);
    arena_release(&t);
    return rc > 0 && there > 0 ? 2 : rc;
}

int tokens_remove(struct db *db, const char *who, const char *login, const char *name, struct err *e)
{
    const char *v[] = {login, name};
    struct str about = {0};
    str_printf(&about, "%s %s", login, name);
    int64_t rows = db_run(db, "begin", e)
                       ? -1
                       : touched(db, "delete from api_token where login = $1 and name = $2", 2, v, e);
    int rc = finish(db, rows, who, "token.remove", str_text(&about), e);
    str_release(&about);
    return rc;
}
