/* Who sends how much (tables sending_hour, sender), for the clerk. */
#ifndef STORE_SENDERS_H
#define STORE_SENDERS_H

#include "base/arena.h"
#include "base/day.h"
#include "store/db.h"

/* A source, or a unit. */
struct sender {
    const char *source, *region, *dept; /* a source has no region and dept, a unit no source: "" */
    instant since, last; /* its first message that was counted, its last */
    instant silent; /* when it was found silent; INSTANT_NONE: it sends */
    bool main_silent; /* of a unit: the source that sends most of its messages is */
};
struct senders {
    struct sender *v;
    size_t n;
};

/* Takes in what the batches have counted since. */
int senders_merge(struct db *db, struct err *e);
int senders_read(struct db *db, struct arena *a, struct senders *out, struct err *e);
/* Every hour with messages of the n weeks before each one's last message: `take` is called by sender,
 * `sender` as its place in `of`. Hours since 1970-01-01T00:00:00Z. */
int senders_hours(struct db *db, const struct senders *of, int days,
                  void (*take)(void *arg, size_t sender, int32_t hour, int64_t n), void *arg, struct err *e);
/* It is silent since (or sends again: INSTANT_NONE). */
int senders_set(struct db *db, const struct sender *s, instant silent, struct err *e);
/* Which source sends most of a unit's messages; and away with what is older than so many days. */
int senders_tidy(struct db *db, int days, instant now, struct err *e);
/* Is every partition read, and to its end? Else nobody knows who is silent. */
int senders_heard(struct db *db, bool *heard, struct err *e);

#endif
