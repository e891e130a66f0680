/* The rows of `cases`: read under their locks, written again. */
#ifndef STORE_CASES_H
#define STORE_CASES_H

#include "analyzer/eval.h"
#include "store/case_units.h"
#include "store/columns.h"
#include "store/db.h"
#include "store/wire.h"

/* What the next evaluation starts from. Borrowed from the result it was read from. */
struct stored_case {
    const char *case_no, *item, *version;
    enum kind kind;
    instant evaluated; /* what its alerts were seen from last: never before that again */
    const uint8_t *events, *written, *upheld; /* event_pack(), eval_pack(), upheld_pack() */
    size_t n_events, n_written, n_upheld; /* bytes */
    struct case_listing listed; /* what its rows of case_unit say */
};

struct case_set {
    struct pg_result *res;
    size_t n;
};
/* All rows of the given numbers, locked in the order of case_no (that of the database, the same for
 * everyone). */
int cases_lock(struct db *db, struct wire_rows *numbers, struct case_set *out, struct err *e);
/* Rows whose next change is over, at most `limit`, locked; rows that another transaction holds are left to
 * it. */
int cases_lock_due(struct db *db, instant now, int limit, struct case_set *out, struct err *e);
/* Those with alerts of the level at this unit, raised since `from`, that are neither withdrawn nor revoked,
 * by number; of this case alone (NULL: of all). Not locked. */
struct cases_alerting {
    const char *region, *dept, *case_no;
    enum level level;
    instant from;
};
int cases_alerting(struct db *db, const struct cases_alerting *with, struct case_set *out, struct err *e);
/* The earliest next change of all; INSTANT_MAX: none. */
int cases_next(struct db *db, instant *out, struct err *e);
/* Marks as due, at `now`, those of the next `limit` rows behind `after` that were evaluated with another
 * version. `after` becomes the last number looked at, "" at the end of the table. */
int cases_mark_stale(struct db *db, struct str *after, const char *version, int limit, instant now,
                     struct err *e);
/* Puts one case's evaluation off: the last resort where the database refuses what comes out of it. */
int cases_put_off(struct db *db, const char *case_no, instant until, struct err *e);
/* Sets the upheld appeals about the case: upheld_pack() of all of them. */
int cases_uphold(struct db *db, const char *case_no, const struct str *upheld, struct err *e);
struct stored_case cases_get(const struct case_set *set, size_t i);
void cases_release(struct case_set *set);

extern const struct column cases_columns[]; /* cases.def; a NULL name ends it */

struct case_rows {
    struct str fresh; /* to insert: rows of a COPY */
    struct wire_rows again, later; /* to update; to update in their events only */
    struct case_units units;
};
void cases_begin(struct case_rows *c);
void cases_rows_release(struct case_rows *c);
/* One row to be written, with alerts as they are seen from `as_of`, and those of case_unit. `old` NULL: it
 * has none; `events` NULL: as they are; `units` as in case_listing. */
void cases_put(struct case_rows *c, const struct stored_case *old, const struct case_row *row,
               instant next_change, const struct str *events, const struct str *written, const char *units,
               const struct refdata *ref, instant as_of);
/* A case too long to be evaluated on every event: its events now, the evaluation at `due`. */
void cases_put_later(struct case_rows *c, const char *case_no, const struct str *events, instant due);
/* 1: a case that was new to us was claimed by another transaction meanwhile; roll back and begin again. */
int cases_write(struct case_rows *c, struct db *db, struct err *e);

#endif
