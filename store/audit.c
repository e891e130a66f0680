/* The chain: a line's hash is that of the hash before it, its number, its instant in microseconds and its
 * texts, each ended by a NUL. The database makes it (schema 017, audit_put); here it is computed once more on
 * its own, line by line. A line that was changed has another hash than it says; one that was changed together
 * with its own hash makes the next line, or the head, say so. Behind a fault the walk goes on from what
 * stands, so that each faulty line is named and no sound one. */
#include "store/audit.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/sha256.h"
#include "store/param.h"
#include "store/read_query.h"

int audit_add(struct db *db, instant at, const char *who, const char *what, const char *about, struct err *e)
{
    struct arena t = {0};
    const char *v[] = {param_instant(&t, at), who, what, about};
    PGresult *r = db_text(db, "select audit_put(coalesce(" PARAM_AT("$1") ", clock_timestamp()), $2, $3, $4)",
                          4, v, e);
    PQclear(r);
    arena_release(&t);
    return r ? 0 : -1;
}

struct walk {
    audit_fault *fault;
    void *ctx;
    int64_t found, lines, last; /* last: number of the last line that is there */
    uint8_t hash[32];
    size_t n_hash; /* 0 before the first line */
};

static void find(struct walk *w, int64_t n, const char *what)
{
    w->found++;
    w->fault(w->ctx, n, what);
}

/* Numbers `from`…`upto` are not there; of a long gap the ends are named. */
static void find_missing(struct walk *w, int64_t from, int64_t upto)
{
    enum { NAMED = 100 };
    for (int64_t n = from; n <= upto; n++)
        if (n - from < NAMED || n == upto)
            find(w, n, "missing");
}

static void chain(struct walk *w, const char *const *part, size_t parts)
{
    struct sha256 s;
    sha256_begin(&s);
    sha256_add(&s, w->hash, w->n_hash);
    for (size_t i = 0; i < parts; i++)
        sha256_add(&s, part[i], strlen(part[i]) + 1);
    sha256_end(&s, w->hash);
    w->n_hash = sizeof w->hash;
}

enum { PARTS = 5 }; /* n, us, who, what, about */

static void take_line(struct walk *w, PGresult *r, int row, struct arena *a)
{
    const char *part[PARTS];
    size_t n;
    int64_t number = read_int(r, row, 0, 0);
    bool follows = number == w->last + 1;
    for (int i = 0; i < PARTS; i++)
        part[i] = PQgetvalue(r, row, i);
    const uint8_t *stored = read_bytes(r, row, PARTS, a, &n);
    if (!follows)
        find_missing(w, w->last + 1, number - 1);
    chain(w, part, PARTS);
    bool same = n == sizeof w->hash && !memcmp(stored, w->hash, n);
    if (follows && !same)
        find(w, number, "changed, or the hash of the line before it was");
    /* what was to stand before it is not known: its own hash cannot be judged */
    if (!same && n == sizeof w->hash)
        memcpy(w->hash, stored, n);
    w->last = number;
    w->lines++;
}

static int walk_pages(struct db *db, struct walk *w, struct err *e)
{
    struct arena a = {0};
    for (int rows = 1; rows;) {
        const char *v[] = {param_int(&a, w->last)};
        PGresult *r = db_text(
            db,
            "select n, " READ_US(
                "at") ", who, what, about, hash from audit where n > $1::bigint order by n limit 5000",
            1, v, e);
        if (!r) {
            arena_release(&a);
            return -1;
        }
        rows = PQntuples(r);
        for (int i = 0; i < rows; i++)
            take_line(w, r, i, &a);
        PQclear(r);
        arena_reset(&a);
    }
    arena_release(&a);
    return 0;
}

/* What the head says is the last line. */
static int compare_head(struct db *db, struct walk *w, struct err *e)
{
    struct arena a = {0};
    PGresult *r = db_text(db, "select n, hash from audit_head", 0, NULL, e);
    if (!r)
        return -1;
    size_t n = 0;
    int64_t head = PQntuples(r) ? read_int(r, 0, 0, 0) : -1;
    const uint8_t *hash = PQntuples(r) ? read_bytes(r, 0, 1, &a, &n) : NULL;
    if (head > w->last)
        find_missing(w, w->last + 1, head);
    else if (head < w->last)
        find(w, w->last, "behind the head of the log, which does not know of it");
    else if (n != w->n_hash || (n && memcmp(hash, w->hash, n) != 0))
        find(w, head, "not the one that the head of the log has the hash of");
    PQclear(r);
    arena_release(&a);
    return 0;
}

int64_t audit_verify(struct db *db, audit_fault *fault, void *ctx, struct audit_end *end, struct err *e)
{
    struct walk w = {.fault = fault, .ctx = ctx};
    int rc = db_run(db, "begin isolation level repeatable read read only", e) || walk_pages(db, &w, e) ||
             compare_head(db, &w, e);
    db_rollback(db);
    end->lines = w.lines;
    for (size_t i = 0; i < w.n_hash; i++)
        snprintf(end->hash + 2 * i, 3, "%02x", w.hash[i]);
    end->hash[2 * w.n_hash] = 0;
    return rc ? -1 : w.found;
}
