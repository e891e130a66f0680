/* The log of acts, and the rows of orders, appeals and interviews that are derived of it. All inside a
 * transaction. */
#ifndef STORE_ACTS_H
#define STORE_ACTS_H

#include "analyzer/act_step.h"
#include "analyzer/acts_names.h"
#include "store/audit.h"
#include "store/db.h"
#include "store/wire.h"

/* Takes the act lock, the last lock before COMMIT, and says where the log stands. */
int acts_lock(struct db *db, struct act_log *head, struct err *e);
/* Appends the act, whose seq and at follow the head, and its line of the audit log (audit.h). */
struct acts_unit {
    int32_t region, dept; /* that it concerns; -1: none */
};
struct acts_entry {
    const struct act *act;
    struct acts_unit whose;
    const char *body; /* its line */
    const char *what, *about; /* what the audit log says */
};
int acts_append(struct db *db, const struct acts_entry *n, const struct refdata *ref, struct err *e);
/* COMMIT, which gives the act lock back before the disk has the act, so that those in line share one flush;
 * returns when the disk has it. -1: perhaps it was committed. */
int acts_commit(struct db *db, struct err *e);
/* Is this line in the log under its seq, and on the disk? 1, 0, -1. For a COMMIT in doubt. */
int acts_there(struct db *db, int64_t seq, const char *body, struct err *e);
/* As the index act_interview says it. */
#define ACTS_OF_INTERVIEWS "act in ('confirm', 'waive', 'hold', 'rectify', 'accept', 'reject')"
/* Is there an act on an interview behind this number? 1, 0, -1. */
int acts_of_interviews(struct db *db, int64_t after, struct err *e);
/* How many orders the program itself has issued since then. */
int acts_issued(struct db *db, instant since, int64_t *n, struct err *e);
/* Lines of the log behind `after`, at most `limit`; with `order` only those about it. Strings live in the
 * arena. */
struct acts_line {
    int64_t seq;
    const char *body;
};
struct acts_lines {
    struct acts_line *v;
    size_t n;
};
int acts_read(struct db *db, int64_t after, int limit, const char *order, struct arena *a,
              struct acts_lines *out, struct err *e);
/* The newest act about the same order or case, if it was stored within the last minute; none otherwise. */
int acts_just_now(struct db *db, const struct act *x, struct arena *a, struct acts_lines *out, struct err *e);

/* An order as its row has it. */
struct order_row {
    struct order o;
    enum order_color color;
    int on_time; /* 1, 0, -1 null */
    instant due_soon; /* when it is told; INSTANT_NONE: told, or no round is open */
    bool overdue; /* a round is open and its due day is over */
    bool provisional;
    const char *counts; /* what stands in the counters */
    instant next_change; /* INSTANT_MAX: never */
};
/* The row, locked. 1: found, 0: there is none, -1. */
int orders_lock(struct db *db, const char *order, const struct refdata *ref, struct arena *a,
                struct order_row *out, struct err *e);
/* Rows whose next change or due-soon instant is over, or that another version of the reference data made, at
 * most `limit`, locked; rows that another transaction holds are left to it. */
struct order_rows {
    struct order_row *v;
    bool *stale; /* made with another version */
    size_t n;
};
int orders_lock_due(struct db *db, instant now, int limit, const struct refdata *ref, struct arena *a,
                    struct order_rows *out, struct err *e);
int orders_put(struct db *db, const struct order_row *r, const struct refdata *ref, struct err *e);
/* The next number of the year: one above its highest. */
int orders_number(struct db *db, int year, int *n, struct err *e);
/* Names alerts in an order, or (order NULL) in a drop. */
int orders_name(struct db *db, int64_t seq, const char *order, const struct act_alerts *alerts,
                struct err *e);
/* Takes up which alerts of these cases any order or drop names. */
int orders_naming(struct db *db, struct wire_rows *numbers, const struct refdata *ref, struct acts_names *out,
                  struct err *e);
/* Does an order that is not cancelled, or a drop, name one of these keys (act_alert_key)? 1, 0, -1. */
int orders_named(struct db *db, const char *const *key, size_t n, struct err *e);

/* 1: found, 0: there is none (state IS_none), -1. */
int appeals_get(struct db *db, const struct act_alert *al, const struct refdata *ref, struct arena *a,
                struct appeal *out, struct err *e);
int appeals_put(struct db *db, const struct appeal *p, const struct refdata *ref, struct err *e);
int interviews_get(struct db *db, month m, enum league league, int32_t unit, const struct refdata *ref,
                   struct arena *a, struct interview *out, struct err *e);
int interviews_put(struct db *db, const struct interview *v, instant as_of, const struct refdata *ref,
                   struct err *e);

/* Marks as overdue the interviews whose day is over. */
int interviews_due(struct db *db, instant now, struct err *e);

#endif
