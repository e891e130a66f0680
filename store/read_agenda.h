/* What is due: the lists of a day, within the snapshot of store/read.h, of the viewer's rows. Each is a piece
 * of an index. Everything lives in the arena. */
#ifndef STORE_READ_AGENDA_H
#define STORE_READ_AGENDA_H

#include "store/read_cases.h"

struct read_due {
    const char *case_no, *item, *region, *dept, *phase, *light, *duty;
    instant due; /* when it is over */
    int level; /* enum level: the highest of its open alerts */
};
struct read_dues {
    struct read_due *v;
    size_t n;
};
/* The cases of the filter of which something is due, sorted as read_cases_ordered; of all units each once, as
 * its own has it. */
int read_agenda(struct read *rd, const struct refdata *ref, const struct read_filter *f,
                const struct read_order *o, struct arena *a, struct read_dues *out, struct err *e);
/* How many; `most` + 1 where there are more than `most`. */
int read_agenda_count(struct read *rd, const struct refdata *ref, const struct read_filter *f, int64_t most,
                      int64_t *n, struct err *e);

/* What has come since an instant: the alerts found since (those of the past among them were told late), and
 * decided appeals and orders; of the filter's
 * region and department. Alerts are counted up to `most` + 1 of each level. */
struct read_news {
    int64_t red, yellow, warning; /* found since */
    int64_t late; /* of these, raised before it */
    int64_t appeals; /* decided since */
    int64_t orders, returned; /* issued; sent back */
};
int read_news(struct read *rd, const struct read_filter *f, instant since, int64_t most,
              struct read_news *out, struct err *e);

/* What waits for the bureau, in all the city. Proposed are the orders of which reports/proposed.h has the
 * list: this counts the same, of alerts raised from an instant on, of the first `most` cases. */
struct read_waiting {
    int64_t cases; /* with red and yellow alerts, at most `most` + 1 */
    int64_t proposed; /* orders */
    int64_t replied; /* orders whose reply is to be looked at */
    int64_t appeals; /* open */
    int64_t interviews; /* of which somebody has to do something */
};
int read_waiting(struct read *rd, instant from, int yellow_group, int64_t most, struct read_waiting *out,
                 struct err *e);

/* The open orders of the viewer (of the filter's region and dept) that are to be signed or answered, the
 * first due first. */
struct read_task {
    const char *order, *region, *dept, *state, *color;
    day due; /* of the reply */
};
struct read_tasks {
    struct read_task *v;
    size_t n;
};
int read_tasks(struct read *rd, const struct read_filter *f, int limit, struct arena *a,
               struct read_tasks *out, struct err *e);

/* Sources (no region, no department) and units that send nothing for longer than usual, the longest first. */
struct read_silent {
    const char *source, *region, *dept; /* "": of none */
    instant last; /* its last message */
};
struct read_silents {
    struct read_silent *v;
    size_t n;
};
int read_silents(struct read *rd, const struct read_filter *f, int limit, struct arena *a,
                 struct read_silents *out, struct err *e);

#endif
