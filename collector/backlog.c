/* A case of which the rest still lies in the log would look silent and overdue now, and be warned about in
 * vain. So while more than an hour of a partition is unread, its cases are seen from the newest recording
 * read of it, and while that is so of any partition of any worker, nothing is judged by time.
 *
 * A log that gives no message for ten seconds does not hold up the time. A worker that has just begun does
 * not know yet what waits: for a minute at most it waits for its partitions. */
#include "collector/backlog.h"

#include "base/clock.h"

enum { SILENCE_MS = 10000, PATIENCE_MS = 60000 };

void backlog_begin(struct backlog *b) { *b = (struct backlog){.began = clock_ms()}; }

void backlog_assigned(struct backlog *b) { b->began = 0; }

void backlog_heard(struct backlog *b) { b->heard = clock_ms(); }

instant backlog_as_of(const struct backlog *b, struct kafka *k, const struct offset *part, instant now)
{
    bool behind = part->seen != INSTANT_NONE && part->seen < now - HOUR &&
                  clock_ms() - b->heard < SILENCE_MS && !part->lost && !part->alarm &&
                  kafka_high(k, part) > part->read;
    return behind ? part->seen : INSTANT_MAX;
}

int backlog_holds_time(const struct backlog *b, struct db *db, instant now, struct err *e)
{
    if (b->began && clock_ms() - b->began < PATIENCE_MS)
        return 1;
    return offsets_behind(db, now - HOUR, e);
}
