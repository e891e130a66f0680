/* What a worker says of itself in the database, so that `/readyz` need not ask it. */
#ifndef COLLECTOR_LIFE_H
#define COLLECTOR_LIFE_H

#include "collector/positions.h"
#include "store/signs.h"

struct life {
    char owner[600];
    int64_t again; /* when to say it next, milliseconds of the steady clock */
    bool jumped; /* what was said of the database's clock */
    struct {
        char words[64]; /* cleanup.policy; "" not known */
        bool told; /* the broker has answered … */
        bool noted; /* … and that is in the table */
    } cleanup[2]; /* of the topics of events and of reports */
};

/* -1, here and below: `e` says why this worker cannot go on, unless it was told to stop. */
int life_begin(struct life *l, const struct conf *conf, struct ledger *ledger, struct err *e);
/* A partition is being served, for the first time or again. */
void life_part(struct life *l, struct positions *p, const char *topic, int32_t part);
/* The broker's answer (policy.h). */
void life_cleanup(struct life *l, const struct conf *conf, const char *topic, const char *words);
/* Says it, when it is time. */
int life_say(struct life *l, struct positions *p, struct err *e);
/* The worker was told to stop. */
void life_end(struct life *l, struct ledger *ledger);

#endif
