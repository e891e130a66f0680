/* A case of which the rest still lies in the log would look silent and overdue now, and be warned about in
 * vain. So as long as a log is not read to its end, a case is seen from the latest instant that its own
 * messages tell of, and while more than an hour of a log is unread, whoever reads it, nothing is judged by
 * time.
 *
 * A message tells of the instant at which it was recorded, or at which what it says happened, but of none
 * behind its sending and none behind the clock. How far reading has come is told by many messages, not by the
 * latest instant among them: one sender's clock that is ahead would end the backlog for all. It is more than
 * an hour behind if an eighth of the last messages were older than that when they were read: a few late ones
 * among fresh ones hold up nobody, a few fresh ones among old ones mislead nobody.
 *
 * A log's end is where the broker says that nothing readable lies behind (kafka.h: hooks.end). Read to there,
 * a partition is not behind, however old its last messages are, and the next ones are counted anew.
 *
 * A log that stands still holds up nobody (offsets_behind). A worker that has just begun does not know yet
 * what waits: for a minute at most it waits for its partitions. */
#include "collector/backlog.h"

#include <assert.h>

#include "base/clock.h"

enum { PATIENCE_MS = 60000, ENOUGH = 32, SHARE = 8 };

void backlog_begin(struct backlog *b) { *b = (struct backlog){.began = clock_ms()}; }

void backlog_release(struct backlog *b) { vec_release(&b->pace); }

static void fill(struct pace *p, instant at, bool late)
{
    *p = (struct pace){.n = PACE_MESSAGES, .n_late = late ? PACE_MESSAGES : 0, .old = at, .fresh = at};
    for (size_t i = 0; i < PACE_MESSAGES; i++)
        p->late[i] = late;
}

void backlog_assigned(struct backlog *b, const struct offset *part, size_t n, instant now)
{
    b->began = 0;
    b->pace.n = 0;
    for (size_t i = 0; i < n; i++) {
        struct pace *p = vec_add(&b->pace);
        *p = (struct pace){.old = INSTANT_NONE, .fresh = INSTANT_NONE};
        if (part[i].seen != INSTANT_NONE) /* what its last owner knew */
            fill(p, part[i].seen, part[i].seen < now - HOUR);
    }
}

void backlog_read(struct backlog *b, size_t part, instant at, instant now)
{
    assert(part < b->pace.n);
    struct pace *p = &b->pace.v[part];
    bool late = at < now - HOUR;
    if (p->n == PACE_MESSAGES)
        p->n_late -= p->late[p->at];
    else
        p->n++;
    p->late[p->at] = late;
    p->n_late += late;
    p->at = (p->at + 1) % PACE_MESSAGES;
    *(late ? &p->old : &p->fresh) = at;
}

void backlog_end(struct backlog *b, size_t part, instant now)
{
    assert(part < b->pace.n);
    fill(&b->pace.v[part], now, false);
}

instant backlog_seen(const struct backlog *b, size_t part)
{
    assert(part < b->pace.n);
    const struct pace *p = &b->pace.v[part];
    if (p->n < ENOUGH)
        return INSTANT_NONE;
    return SHARE * p->n_late >= p->n ? p->old : p->fresh;
}

int backlog_holds_time(const struct backlog *b, struct db *db, instant now, struct err *e)
{
    if (b->began && clock_ms() - b->began < PATIENCE_MS)
        return 1;
    return offsets_behind(db, now - HOUR, e);
}
