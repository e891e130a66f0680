#include "store/codes.h"

#include <libpq-fe.h>
#include <string.h>

#include "store/wire.h"

enum state { UNKNOWN, FRESH, KNOWN };

void codes_begin(struct codes *c, const struct refdata *ref)
{
    for (size_t i = 0; i < c->fresh.n; i++) /* of an attempt that failed */
        c->state.v[c->fresh.v[i]] = UNKNOWN;
    c->fresh.n = 0;
    if (c->state.n && !strcmp(c->version, ref->version))
        return;
    memcpy(c->version, ref->version, sizeof c->version);
    c->state.n = 0;
    for (int32_t i = 0; i < ref->n_regions + ref->n_depts; i++)
        vec_push(&c->state, UNKNOWN);
}

static void note(struct codes *c, uint32_t place)
{
    if (c->state.v[place] != UNKNOWN)
        return;
    c->state.v[place] = FRESH;
    vec_push(&c->fresh, place);
}

void codes_note(struct codes *c, const struct refdata *ref, int32_t region, int32_t dept)
{
    if (region >= 0)
        note(c, (uint32_t)region);
    if (dept >= 0)
        note(c, (uint32_t)(ref->n_regions + dept));
}

int codes_write(struct codes *c, struct db *db, const struct refdata *ref, struct err *e)
{
    if (!c->fresh.n)
        return 0;
    struct wire_rows rows = {0};
    wire_begin(&rows, "tt");
    for (size_t i = 0; i < c->fresh.n; i++) {
        int32_t place = (int32_t)c->fresh.v[i];
        bool region = place < ref->n_regions;
        wire_text(&rows.col[0], region ? "region" : "department");
        wire_text(&rows.col[1], region ? ref->regions[place].code : ref->depts[place - ref->n_regions].code);
        rows.n++;
    }
    /* sorted, so that two workers do not wait for each other in a ring */
    int64_t n = db_count(
        db,
        "insert into code_named (kind, code) select kind, code from unnest($1, $2) u(kind, code) "
        "order by kind collate \"C\", code collate \"C\" on conflict do nothing",
        &rows, NULL, 0, e);
    wire_release(&rows);
    return n < 0 ? -1 : 0;
}

void codes_stored(struct codes *c)
{
    for (size_t i = 0; i < c->fresh.n; i++)
        c->state.v[c->fresh.v[i]] = KNOWN;
    c->fresh.n = 0;
}

void codes_forget(struct codes *c) { c->state.n = c->fresh.n = 0; }

void codes_release(struct codes *c)
{
    vec_release(&c->state);
    vec_release(&c->fresh);
}

/* The very code: one that would now count as the longer or shorter code of another region was written as
 * itself. */
static bool has(const struct refdata *ref, const char *kind, const char *code)
{
    const struct map *m = *kind == 'r' ? &ref->region_map : &ref->dept_map;
    return map_get(m, code, strlen(code)) != MAP_NONE;
}

static int name_missing(const PGresult *res, const struct refdata *ref, struct err *e)
{
    enum { MOST = 20 };
    struct str list = {0};
    int n = 0;
    for (int i = 0; i < PQntuples(res); i++) {
        const char *kind = PQgetvalue(res, i, 0), *code = PQgetvalue(res, i, 1);
        if (!has(ref, kind, code) && ++n <= MOST)
            str_printf(&list, "%s%s %s", n > 1 ? ", " : "", kind, code);
    }
    if (n > MOST)
        str_printf(&list, " and %d more", n - MOST);
    if (n)
        err_usage(e,
                  "the reference data lacks what stored events name: %s. Put it back; to have it in no "
                  "ranking, take "
                  "its league away",
                  str_text(&list));
    str_release(&list);
    return n > 0;
}

/* 1: the table is there; 0: nobody has made it yet. */
static int there(struct db *db, struct err *e)
{
    PGresult *res = db_text(db, "select to_regclass('code_named') is not null", 0, NULL, e);
    int rc = res ? *PQgetvalue(res, 0, 0) == 't' : -1;
    PQclear(res);
    return rc;
}

static int compare(struct db *db, const struct refdata *ref, struct err *e)
{
    PGresult *res = db_text(db, "select kind, code from code_named order by kind desc, code", 0, NULL, e);
    int rc = res ? name_missing(res, ref, e) : -1;
    PQclear(res);
    return rc;
}

int codes_missing(struct db *db, const struct refdata *ref, struct err *e)
{
    int rc = there(db, e);
    return rc > 0 ? compare(db, ref, e) : rc;
}

int codes_missing_at(const char *conninfo, const char *app, const char *role, const struct refdata *ref,
                     struct err *e)
{
    struct db db;
    db_init(&db, conninfo, app, NULL);
    int rc = db_connect(&db, e) ? -1 : there(&db, e);
    if (rc > 0) /* who makes the tables makes the roles, so now the role is there to be granted */
        rc = role && db_become(&db, role, e) ? -1 : compare(&db, ref, e);
    db_close(&db);
    return rc;
}
