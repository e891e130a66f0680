/* The part of a rebuild that folds the log of acts. */
#ifndef LEDGER_REBUILD_ACTS_H
#define LEDGER_REBUILD_ACTS_H

#include "analyzer/acts_fold.h"
#include "ledger/act.h"

/* Folds the whole log as of `now`; writes which alerts are named. The fold is to be released. */
int rebuild_acts_fold(struct ledger *l, struct acts_fold *f, instant now, struct err *e);
/* Writes orders with their counters, appeals, interviews, and what was upheld beside its case. */
int rebuild_acts_write(struct ledger *l, struct acts_fold *f, instant now, struct err *e);

#endif
