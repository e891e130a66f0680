/* Inside collector/desk*.c. */
#ifndef COLLECTOR_DESK_PARTS_H
#define COLLECTOR_DESK_PARTS_H

#include <pthread.h>

#include "collector/desk.h"
#include "store/sessions.h"

enum { DESK_REQUEST_MAX = 300 * 1024, DESK_WAIT_MS = 5000, DESK_GIVE_UP_MS = 10000 };

/* What is told back. */
struct desk_answer {
    int status;
    const char *code;
    struct str text;
};
int desk_say(struct desk_answer *out, int status, const char *code, const char *zh); /* gives 0 */
void desk_reply(int fd, struct desk_answer *out); /* and closes */

/* Who asks, as an act has him. False: he may decide nothing, which was said. */
bool desk_caller(const struct who *who, const struct refdata *ref, struct act *caller,
                 struct desk_answer *out);

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

#endif
