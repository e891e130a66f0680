/* Who stands at the door: what a request says of itself (a session's cookie, a token, a gateway's word), made
 * into an account by the database. What was found is remembered for a second, for all threads: so long a
 * login that was disabled, or signed out elsewhere, may still see. */
#ifndef REPORTS_WEB_DOOR_H
#define REPORTS_WEB_DOOR_H

#include "reports/web/page.h"

struct door;
struct door *door_new(const struct conf *conf);
void door_free(struct door *d);

/* What is remembered. */
bool door_known(struct door *d, const struct letter *l, struct arena *a, struct who *out);
/* 1: an account; 0: nobody; -1: no database. */
int door_ask(struct door *d, const struct letter *l, struct read *rd, struct arena *a, struct who *out,
             struct err *e);
/* The same, asked of the database in any case and without counting as use of the session: for who only
 * listens. */
int door_still(struct door *d, const struct letter *l, struct read *rd, struct arena *a, struct who *out,
               struct err *e);
/* At a gateway's word: a new session for the login that it names. 1, 0: it has no account; -1. */
int door_open(const struct letter *l, struct read *rd, struct arena *a, struct who *out,
              struct session_new *s, struct err *e);
/* Who has a session looks at 今日: when he did so before this visit; INSTANT_NONE: never, or there is no
 * session. -1: no database. */
int door_visit(const struct letter *l, struct read *rd, instant *last, struct err *e);
void door_forget(struct door *d, const struct letter *l); /* it is signed out, or in anew */

#endif
