/* Freezing at its hour: which month is due, whether it is ripe, and the alarm where it does not become so. */
#ifndef COLLECTOR_FREEZER_H
#define COLLECTOR_FREEZER_H

#include "config/bulletin_conf.h"
#include "ledger/freeze.h"

struct freezer {
    struct bulletin_conf conf;
    ledger_document *make;
    struct str after; /* how far the look at all cases has come; "" at its beginning */
    instant scan_began; /* INSTANT_NONE: not begun */
    int64_t next; /* when to look again, milliseconds of the steady clock */
    month alarmed; /* the last month whose waiting was said loudly; 0: none */
    month refused; /* the last of which it was said that its document cannot be made */
};

/* Day and hour of the freeze: `freeze_day` working days after the period, at `freeze_hour`. */
instant freezer_scheduled(const struct bulletin_conf *conf, const struct refdata *ref, month last);

int freezer_init(struct freezer *f, const char *folder, ledger_document *make, struct err *e);
void freezer_release(struct freezer *f);
/* The settings once more; what is faulty is told, and the old stays. */
void freezer_reload(struct freezer *f, const char *folder);
/* A step of the work, if it is time for one. -1: the database; what that means says l->db.fail. */
int freezer_tick(struct freezer *f, struct ledger *l, struct err *e);

#endif
