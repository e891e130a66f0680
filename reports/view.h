/* What a page, an object of the API, a command and a document are made from: the reference data, one snapshot
 * of the database, its instant, the period that is looked at, and who looks. */
#ifndef REPORTS_VIEW_H
#define REPORTS_VIEW_H

#include "analyzer/refdata.h"
#include "store/read.h"

/* Who looks, and so which rows the database shows. Until accounts exist everybody is the bureau. */
enum role { ROLE_BUREAU, ROLE_REGION, ROLE_DEPARTMENT, ROLE_AUDITOR };
struct viewer {
    const char *login; /* NULL: nobody has signed in */
    enum role role;
    const char *own; /* code of the viewer's region or department; NULL: none */
};

struct view {
    const struct refdata *ref;
    struct read *read; /* within a snapshot; NULL: what is made needs no database */
    struct arena *arena; /* whatever is read lives here */
    instant now; /* of the snapshot: the as-of instant */
    month first, last; /* the period that is looked at; a single month where they are the same */
    struct viewer viewer;
};

/* The as-of instant, and its month as the period. */
void view_at(struct view *v, instant now);
/* Begins reading for the viewer: read_open, then view_at. -1: no database. */
int view_open(struct view *v, struct read_stamp *stamp, struct err *e);
void view_period(struct view *v, month first, month last);
month view_month(const struct view *v); /* the running month, that of `now` */

#endif
