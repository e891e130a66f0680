/* Recomputing cases, alerts and counters from the event log beside the tables that stand, comparing, and
 * putting right what differs: all in one transaction. While it runs, temporary tables of the same names take
 * what refold writes. */
#ifndef STORE_REBUILD_H
#define STORE_REBUILD_H

#include "base/day.h"
#include "store/db.h"

/* Begins; stops all writers of the derived tables; marks as due what was evaluated with another version, so
 * that evaluating what is due (cases_lock_due) brings everything to `now`. */
int rebuild_begin(struct db *db, const char *version, instant now, struct err *e);
/* Puts the side tables in front of the real ones and opens the log, ordered by case. */
int rebuild_side(struct db *db, struct err *e);

struct rebuild_page {
    struct pg_result *res;
    int n;
};
/* The next events, at most 20,000; n 0: that was all. The page before is released. */
int rebuild_next(struct db *db, struct rebuild_page *page, struct err *e);
const char *rebuild_case(const struct rebuild_page *page, int i);
const char *rebuild_body(const struct rebuild_page *page, int i, size_t *n);
void rebuild_release(struct rebuild_page *page);

/* One line for each kind of difference, with how many and some of them; *n is their sum. */
int rebuild_compare(struct db *db, struct str *report, int64_t *n, struct err *e);
/* Puts right what differs. The caller commits. */
int rebuild_repair(struct db *db, instant now, struct err *e);

#endif
