/* The read side of the store: all that the pages and the API ask. Every request reads in one snapshot
 * (repeatable read, read only), so the figures of a page agree with each other. Rows and strings live in the
 * arena given; codes are those stored, names are the caller's affair. */
#ifndef STORE_READ_H
#define STORE_READ_H

#include <stdbool.h>

#include "analyzer/indicators.h"
#include "analyzer/refdata.h"
#include "base/arena.h"
#include "base/day.h"
#include "base/err.h"

/* Who looks, and so which rows the database shows (store/schema/018_rows.sql). */
enum role { ROLE_NOBODY, ROLE_BUREAU, ROLE_REGION, ROLE_DEPARTMENT, ROLE_AUDITOR, ROLES };
extern const char *const role_word[ROLES + 1]; /* nobody: ""; ends with NULL */
struct viewer {
    const char *login; /* NULL: nobody has signed in */
    enum role role; /* ROLE_NOBODY: no rows of any unit */
    const char *own; /* code of the viewer's region or department; NULL: none */
};

struct read; /* one connection; for one thread */
struct db;

/* Does not connect yet: read_begin does, again after every failure. `conninfo` as in conf.database. */
struct read *read_new(const char *conninfo);
/* Reads over a connection that another holds, within its open transaction and with its rights; not to be
 * begun or ended. */
struct read *read_within(struct db *db);
void read_free(struct read *rd);

struct read_stamp {
    instant now; /* the database's clock, never behind the highest instant used */
    instant data; /* when the collector last wrote something; INSTANT_NONE: never */
    int64_t unread; /* messages known to wait in the log */
    bool jumped; /* the database's clock is more than an hour off what a worker has used, or expects */
    int64_t halted; /* partitions whose log was cut: reading them has stopped */
};
/* Opens the snapshot, with the rights of jiancha_web alone and for this viewer. ERR_ENV: no database, the
 * next call tries again; ERR_WORK: the login may not act as jiancha_web. All functions below need it open;
 * after a failure of any, end it. */
int read_begin(struct read *rd, const struct viewer *viewer, struct read_stamp *stamp, struct err *e);
/* The same for a command, which says itself what failed. */
int read_open(struct read *rd, const struct viewer *viewer, struct read_stamp *stamp, struct err *e);
void read_end(struct read *rd);
/* Behind a snapshot: returns when what it showed is on the disk; it waits for no standby. */
int read_durable(struct read *rd, struct err *e);
struct db;
/* Instead of a snapshot: a transaction in which sessions are looked up and written (store/sessions.h), with
 * the same rights. read_commit, or read_end to drop it. NULL: no database. */
struct db *read_door(struct read *rd, struct err *e);
int read_commit(struct read *rd, struct err *e);
/* -1: stored things name codes that this reference data lacks; `e` names them. */
int read_codes(struct read *rd, const struct refdata *ref, struct err *e);

struct read_sum {
    month month;
    const char *unit; /* code; "*" for BY_ALL */
    struct counters counters;
};
struct read_sums {
    struct read_sum *v;
    size_t n;
};
/* Which counters are added up: codes; NULL: any. */
struct read_scope {
    const char *region, *dept, *item;
};
/* The sums of the months from…upto, by (month, unit), of the scope (NULL: of all); the stocks are flows here,
 * to be added up over the months, with what stood before `from` in rows of the month before it. */
int read_history(struct read *rd, enum by by, const struct read_scope *scope, month from, month upto,
                 struct arena *a, struct read_sums *out, struct err *e);
/* The same without what stood before. */
int read_flows(struct read *rd, enum by by, month from, month upto, struct arena *a, struct read_sums *out,
               struct err *e);
/* The sums of a period's months by unit, stocks as they stood at its end; units with nothing but zeros are
 * left out. */
int read_period(struct read *rd, enum by by, month first, month last, struct arena *a, struct read_sums *out,
                struct err *e);
/* How many working days the completed cases of a period used: histograms by unit, for exact medians and
 * percentiles. */
struct read_used {
    const char *unit;
    int64_t n[HIST_BUCKETS];
};
struct read_useds {
    struct read_used *v;
    size_t n;
};
int read_used_days(struct read *rd, enum by by, month first, month last, struct arena *a,
                   struct read_useds *out, struct err *e);
/* The first month with a counter; `last` if there is none. */
int read_first_month(struct read *rd, month last, month *out, struct err *e);

/* The last month of which a bulletin is published: up to it counters are seen whole by whoever looks, behind
 * it a unit sees its own. -1: none is. */
int read_public_until(struct read *rd, month *out, struct err *e);

/* Cases with a start day, and completed ones, on each day of [from, from + days). */
int read_days(struct read *rd, day from, int days, int64_t *accepted, int64_t *completed, struct err *e);

#endif
