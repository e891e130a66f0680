/* One rule's way through the outbox: where it stands, the message that is being made of what lies behind it,
 * and its delivery. */
#ifndef COLLECTOR_NOTIFY_POST_H
#define COLLECTOR_NOTIFY_POST_H

#include "collector/notify/request.h"
#include "collector/notify/when.h"
#include "store/outbox_rules.h"

/* A receiver, for all rules that lead to it. */
struct outlet {
    const struct notify_receiver *to;
    struct post *busy; /* whose delivery is under way; NULL: none is */
    size_t last; /* place of the rule that it was told by last: the others come before it again */
    struct when_pace pace;
    unsigned failures; /* in a row */
    bool refuses; /* its last mail, at some of the addresses */
    int64_t again; /* not before, ms of the steady clock */
};

struct post {
    const struct notify_conf *conf;
    const struct refdata *ref;
    size_t rule; /* its place in conf */
    struct outlet *outlet;
    char reader[NOTIFY_NAME + sizeof OUTBOX_RULE];
    struct outbox_place place; /* what is behind it has not been taken */
    instant at; /* its last whole look */
    bool moved; /* place or at are newer than in the table … */
    int64_t saved; /* … where they were written then, ms */
    enum { POST_IDLE, POST_READING, POST_READY } state;
    struct outbox_place upto; /* READING: read so far; READY: what the message tells */
    struct arena arena; /* of the message */
    struct forms_message message; /* READING */
    struct request request; /* READY */
    int64_t notices; /* in it */
};

void post_begin(struct post *p, const struct notify_conf *c, const struct refdata *ref, size_t rule,
                struct outlet *outlet);
void post_release(struct post *p);
/* Reads on, if it may tell now; at most some thousand notices a call. -1: the database failed, begin again.
 */
int post_read(struct post *p, struct db *db, const struct outbox_tip *tip, struct err *e);
/* May its message be sent at this instant? */
bool post_due(const struct post *p, instant now);
/* The receiver has taken the message, but for what `refused` says ("": nothing): the place moves behind it.
 */
int post_taken(struct post *p, struct db *db, instant now, const char *refused, struct err *e);
/* Writes down a place that has moved over what the rule does not ask for; from time to time, or `now`. */
int post_save(struct post *p, struct db *db, bool now, struct err *e);
/* Nothing that was read counts: from `place` on again. */
void post_reset(struct post *p);

#endif
