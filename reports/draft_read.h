/* A draft's figures out of the database. */
#ifndef REPORTS_DRAFT_READ_H
#define REPORTS_DRAFT_READ_H

#include "reports/draft.h"
#include "reports/view.h"

/* Of the view's period, as of its snapshot. What it reads lives in the view's arena; draft_release when done.
 */
int draft_read(struct draft_figures *f, const struct view *v, const struct bulletin_conf *conf,
               struct err *e);

#endif
