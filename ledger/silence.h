/* Who sends nothing for longer than usual is told once, and once that he is back. */
#ifndef LEDGER_SILENCE_H
#define LEDGER_SILENCE_H

#include "analyzer/silence.h"
#include "ledger/ledger.h"
#include "store/senders.h"

/* What is usual, learnt anew each hour; kept between two looks. Zero-initialised knows nothing. */
struct silence_watch {
    struct arena arena;
    struct senders of; /* whose it is */
    struct silence_usual *usual;
    int64_t learn; /* not before, ms of the steady clock */
    instant deaf; /* when it last could not hear everybody; INSTANT_NONE: never */
};

/* One look: takes in what was counted, judges, tells; a transaction. */
enum ledger_end ledger_silence(struct ledger *l, struct silence_watch *w, struct err *e);
void silence_release(struct silence_watch *w);

#endif
