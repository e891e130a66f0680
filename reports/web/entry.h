/* What must be so before a page is made: who asks has signed in, where the route is not open to all, and what
 * changes something was sent from a page of ours. */
#ifndef REPORTS_WEB_ENTRY_H
#define REPORTS_WEB_ENTRY_H

#include "reports/web/door.h"
#include "reports/web/routes.h"

/* 0: go on, with p->who, the viewer and the form filled in; else the status, and the reply is made. `who`:
 * room for p->who. */
int entry_pass(struct page *p, struct door *d, const struct route *r, struct who *who, struct reply *out);
/* Whether the request says nothing at all of who it is, so that no database need be asked. */
bool entry_nameless(const struct route *r, const struct letter *l);
/* The answer to who has not signed in: a page leads to the form, all else is a 401. Gives the status. */
int entry_refuse(const struct letter *l, struct arena *a, struct reply *out);
void entry_view(struct page *p, const struct who *who);

/* Under what an answer is kept: the same for all who see the same, in the same language, with the same
 * banner. `who` NULL: nobody. In the arena. */
const char *entry_key(const struct who *who, const struct letter *l, struct arena *a);
void entry_cookie(struct reply *out, int place, const struct letter *l, enum cookie which, const char *value);

#endif
