/* What who watches over the program sees, of all units; within the snapshot of store/read.h. */
#ifndef STORE_READ_WATCH_H
#define STORE_READ_WATCH_H

#include "store/read.h"

struct read_open {
    const char *region, *level;
    int64_t n;
};
struct read_opens {
    struct read_open *v;
    size_t n;
};
/* Open alerts by region and level; only where there are any. */
int read_open_regions(struct read *rd, struct arena *a, struct read_opens *out, struct err *e);

/* How many are signed in, by role: a session ends so many minutes after it was used, so many hours after it
 * was opened. */
struct read_session_count {
    const char *role;
    int64_t n;
};
struct read_session_counts {
    struct read_session_count *v;
    size_t n;
};
int read_session_counts(struct read *rd, int64_t idle_minutes, int64_t hours, struct arena *a,
                        struct read_session_counts *out, struct err *e);

/* Since when who writes has used this version of the reference data; INSTANT_NONE: not yet. */
int read_reference_since(struct read *rd, const char *version, instant *out, struct err *e);

struct read_silent {
    const char *source, *region, *dept; /* a source, or a unit: the other is "" */
    instant last, silent; /* its last message; when it was found silent */
};
struct read_silents {
    struct read_silent *v;
    size_t n;
};
/* Who has sent nothing for longer than usual: of all, for who watches over the program; and of what the
 * viewer sees. */
int read_silent(struct read *rd, struct arena *a, struct read_silents *out, struct err *e);
int read_silent_seen(struct read *rd, struct arena *a, struct read_silents *out, struct err *e);

struct read_rule_told {
    const char *rule, *why; /* why its receiver takes nothing; NULL: it does */
    int64_t messages, notices; /* taken so far */
    instant since,
        failing; /* what it has not passed waits since; its receiver takes nothing since. INSTANT_NONE */
};
struct read_rules_told {
    struct read_rule_told *v;
    size_t n;
};
/* The rules of notify.conf. */
int read_rules_told(struct read *rd, struct arena *a, struct read_rules_told *out, struct err *e);

#endif
