/* Inside collector/desk*.c. */
#ifndef COLLECTOR_DESK_PARTS_H
#define COLLECTOR_DESK_PARTS_H

#include <pthread.h>

#include "collector/desk.h"
#include "store/sessions.h"

enum { DESK_REQUEST_MAX = 300 * 1024, DESK_WAIT_MS = 5000, DESK_GIVE_UP_MS = 10000 };

void desk_reply(int fd, struct desk_answer *out); /* and closes */
void desk_refuse_away(struct desk_answer *out); /* the database is away: nothing was done, … */
void desk_refuse_doubt(struct desk_answer *out); /* … or nobody knows */
void desk_refuse_failed(struct desk_answer *out); /* a fault of ours, which the caller logs */

/* Who asks, as an act has him. False: he may decide nothing, which was said. */
bool desk_caller(const struct who *who, const struct refdata *ref, struct act *caller,
                 struct desk_answer *out);

/* The line of the act that a form has done already, in the arena; NULL: none. */
const char *desk_repeat(struct db *db, const struct act *x, const struct refdata *ref, struct arena *a);

/* Self-reports go to Kafka, which may let wait: one at a time, on a thread of their own. */
struct errands {
    const struct conf *conf;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wanted;
    bool stop, busy;
    int fd; /* -1: none waits */
    struct str body, key; /* key: the region */
    struct str event_id;
};
void errands_begin(struct errands *r, const struct conf *conf);
/* Takes the connection over and answers it; false: another one is being sent. */
bool errands_take(struct errands *r, int fd, const struct str *body, const char *key, const char *event_id);
void errands_end(struct errands *r);

/* Judges a self-report, and hands it on. Gives the connection away: true; else the answer is in `out`. */
bool desk_report(struct errands *r, int fd, const char *body, size_t n, const struct act *caller,
                 const struct refdata *ref, struct arena *a, struct desk_answer *out);

/* Bulletins likewise: one at a time, on a thread and a connection of their own. */
struct papers {
    const struct conf *conf;
    desk_bulletin *bulletin;
    struct ledger ledger;
    pthread_t thread;
    pthread_mutex_t work; /* held while one is dealt with: the reference data stays */
    pthread_mutex_t lock; /* of all below */
    pthread_cond_t wanted;
    bool stop;
    int fd; /* -1: none waits */
    struct str body, by;
};
void papers_begin(struct papers *p, const struct conf *conf, const struct refdata *ref,
                  desk_bulletin *bulletin);
/* Judges who asks, and takes the connection over: true; else the answer is in `out`. */
bool papers_take(struct papers *p, int fd, const char *body, size_t n, const struct act *caller,
                 struct desk_answer *out);
void papers_end(struct papers *p);

#endif
