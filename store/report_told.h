/* Of which months it was told who had sent no self-report (table report_told). */
#ifndef STORE_REPORT_TOLD_H
#define STORE_REPORT_TOLD_H

#include "base/arena.h"
#include "base/day.h"
#include "store/db.h"

/* Notes the month as told. 1: it was not before, and there were figures by its end; 0: nothing is to be told;
 * -1. */
int report_told_note(struct db *db, month m, instant now, struct err *e);
/* The codes of the regions that had reported the month by `now`. */
int report_told_regions(struct db *db, month m, instant now, struct arena *a, const char ***code, size_t *n,
                        struct err *e);

#endif
