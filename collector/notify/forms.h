/* What is sent: the notices of one rule that are told together, and the bytes of each kind of receiver. Pure.
 */
#ifndef COLLECTOR_NOTIFY_FORMS_H
#define COLLECTOR_NOTIFY_FORMS_H

#include "base/map.h"
#include "base/sha256.h"
#include "collector/notify/notice.h"

/* So many of a kind and level, and of which units. */
struct forms_count {
    const char *kind;
    int level;
    int64_t n;
    struct map units; /* name -> place in unit */
    VEC(struct forms_unit {
        const char *name;
        int64_t n;
    })
    unit;
};

struct forms_message {
    const struct notify_conf *conf;
    const struct notify_receiver *to;
    const char *rule; /* its name */
    const struct refdata *ref;
    instant now;
    struct arena *arena; /* owns what stands below */
    int64_t total;
    VEC(struct notice) list; /* the first `many`; all of them, unless it is a digest */
    VEC(struct forms_count) counts;
    struct sha256 ids; /* of all of them */
    char id[SHA256_TEXT]; /* of the message: that of its only notice, else one made of theirs */
};

void forms_begin(struct forms_message *m, const struct notify_conf *c, const struct notify_receiver *to,
                 const char *rule, const struct refdata *ref, struct arena *a);
void forms_add(struct forms_message *m, const struct notice *n); /* a copy; its texts are borrowed */
void forms_close(struct forms_message *m); /* all are there */
void forms_release(struct forms_message *m); /* but for the arena */
/* More than are told singly: counts stand in their place. */
bool forms_is_digest(const struct forms_message *m);

/* The body for m->to, and its content type (borrowed of the receiver, or static). */
void forms_body(struct str *out, const struct forms_message *m);
const char *forms_type(const struct notify_receiver *to);
/* The address, with its token, and what a receiver that signs wants behind it, of this millisecond. Secrets:
 * not for the log. */
void forms_url(struct str *out, const struct forms_message *m);
void forms_sign(struct str *url, const struct notify_receiver *to, int64_t now_ms);

#endif
