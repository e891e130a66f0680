/* `replay --bulletin PERIOD`: bulletin.json, the draft that the events and acts give (contract sections 8 and
 * 9). */
#ifndef CLI_REPLAY_BULLETIN_H
#define CLI_REPLAY_BULLETIN_H

#include "analyzer/eval.h"
#include "analyzer/rollup.h"
#include "cli/caselog.h"
#include "config/bulletin_conf.h"
#include "reports/draft_fill.h"

struct replay;

struct replay_bulletin {
    bool wanted;
    month first, last;
    struct bulletin_conf conf;
    struct draft_figures figures;
    struct draft_gather gather;
    struct arena arena;
    const struct race_frozen *frozen; /* what frozen bulletins say of earlier months; NULL: there are none */
    struct rollup same; /* of a month that has not ended: the one before as it was when it was as old */
};

void replay_bulletin_begin(struct replay *r); /* before the first case */
/* A case that was evaluated: its cards and its days. */
void replay_bulletin_case(struct replay *r, const char *case_no, const struct evaluation *ev);
/* The case as it was at the same point of the month before, where that is asked. */
void replay_bulletin_same(struct replay *r, const struct case_events *c, const struct upheld_list *upheld,
                          struct arena *a);
/* When cases and months are done: the document, the caller frees it; it borrows of r. */
struct doc *replay_bulletin_make(struct replay *r);
int replay_bulletin_write(struct replay *r, struct err *e);
void replay_bulletin_release(struct replay_bulletin *b);

#endif
