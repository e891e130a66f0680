/* A notice of the outbox as receivers are told it: unit, case, item, rule, days, link, and nothing of a
 * person. Everything is borrowed from the arena that it was read into. */
#ifndef COLLECTOR_NOTIFY_NOTICE_H
#define COLLECTOR_NOTIFY_NOTICE_H

#include "base/arena.h"
#include "config/notify_conf.h"

struct notice {
    const char *id, *kind;
    instant at;
    const char *region, *dept; /* codes; NULL: none */
    const char *case_no, *subject, *order, *source, *period; /* what it is about; NULL: none of these */
    int level, rule; /* of an alert; LEVEL_NONE, 0: it is none */
    day reply_due; /* of an order, DAY_NONE */
    /* looked up where it is told singly (notices_look): */
    const char *item; /* code; NULL: not known */
    int32_t used, limit; /* days; DAYS_NONE */
    day due; /* DAY_NONE */
};

/* Reads the body of an outbox row. False: it is none that this program wrote. */
bool notice_read(const char *body, struct arena *a, struct notice *out);
/* Does the rule ask for it? What is no alert has no level: `levels` says nothing of it. */
bool notice_fits(const struct notify_rule *r, const struct notice *n);
/* Is it for this rule? Of the rules of one receiver the first that fits takes it. */
bool notice_for(const struct notify_conf *c, size_t rule, const struct notice *n);
/* The cause of the earlier notice about the same is gone. */
bool notice_ends(const struct notice *n);

/* Words in Chinese, each appended. */
void notice_title(struct str *out, const struct notice *n); /* 红牌, 督办单签发 … */
void notice_unit(struct str *out, const struct notice *n, const struct refdata *ref);
void notice_item(struct str *out, const struct notice *n, const struct refdata *ref);
void notice_rule(struct str *out, const struct notice *n); /* 103 超过法定时限; nothing: no alert */
void notice_days(struct str *out, const struct notice *n);
void notice_about(struct str *out, const struct notice *n); /* 办件 …, 督办单 … */
void notice_link(struct str *out, const struct notice *n, const char *pages); /* nothing: there is none */
/* All of it on one line, without the link. */
void notice_line(struct str *out, const struct notice *n, const struct refdata *ref);

#endif
