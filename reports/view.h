/* What a page, an object of the API, a command and a document are made from: the reference data, one snapshot
 * of the database, its instant, the period that is looked at, and who looks. */
#ifndef REPORTS_VIEW_H
#define REPORTS_VIEW_H

#include "analyzer/refdata.h"
#include "store/read.h"

struct view {
    const struct refdata *ref;
    struct read *read; /* within a snapshot; NULL: what is made needs no database */
    struct arena *arena; /* whatever is read lives here */
    instant now; /* of the snapshot: the as-of instant */
    month first, last; /* the period that is looked at; a single month where they are the same */
    bool live; /* of months with a frozen bulletin, too, the ranks that their counters give now */
    struct viewer viewer;
};

/* The as-of instant, and its month as the period. */
void view_at(struct view *v, instant now);
/* Begins reading for v->viewer: read_open, then view_at. -1: no database. */
int view_open(struct view *v, struct read_stamp *stamp, struct err *e);
void view_period(struct view *v, month first, month last);
/* Up to which month the viewer sees what is not his own, too: the running one, or for a unit the last that is
 * published, -1 if none is. What compares units may be shown of these months only. */
int view_whole(const struct view *v, month *until, struct err *e);
month view_month(const struct view *v); /* the running month, that of `now` */

#endif
