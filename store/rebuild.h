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
/* The database's clock was ahead for a while: nothing was seen or used later than `now`. */
int rebuild_set_back(struct db *db, instant now, struct err *e);

/* What left the log by retention: the months of arrival whose partition is gone, and the months of occurrence
 * before the first that the log still has. INSTANT_NONE, 0: nothing. */
struct rebuild_left {
    instant arrived, occurred; /* what arrived, or occurred, before has left */
    month month; /* counters of earlier months stay as they are */
};
int rebuild_look_back(struct db *db, struct rebuild_left *out, struct err *e);

/* Puts the side tables in front of the real ones and opens the log, ordered by case, and the rows that stand.
 */
int rebuild_side(struct db *db, const struct rebuild_left *left, struct err *e);

struct rebuild_page {
    struct pg_result *res;
    int n;
};
/* The next events, at most 20,000, or the next rows; n 0: that was all. The page before is released. */
int rebuild_next_events(struct db *db, struct rebuild_page *page, struct err *e);
int rebuild_next_rows(struct db *db, struct rebuild_page *page, struct err *e);
const char *rebuild_case(const struct rebuild_page *page, int i);
/* The event as it was written, or the row's packed events. */
const char *rebuild_bytes(const struct rebuild_page *page, int i, size_t *n);
void rebuild_release(struct rebuild_page *page);

/* Adds a line for each kind of difference, with how many and some of them; their sum is added to *n. */
int rebuild_compare(struct db *db, const struct rebuild_left *left, struct str *report, int64_t *n,
                    struct err *e);
/* Puts right what differs. The caller commits. */
int rebuild_repair(struct db *db, instant now, struct err *e);

#endif
