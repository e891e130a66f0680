/* Freezing a bulletin, and what becomes of it then: each call is one transaction, or none. */
#ifndef LEDGER_FREEZE_H
#define LEDGER_FREEZE_H

#include "ledger/ledger.h"
#include "store/bulletins.h"

/* Makes the document of what stands at p->row.as_of, reading within the freeze's transaction: another room's
 * affair. -1 with `e`: it cannot. */
typedef int ledger_document(void *ctx, const struct refdata *ref, struct read *rd, struct bulletin_paper *p,
                            struct err *e);

enum ledger_verdict {
    LEDGER_IS_DONE,
    LEDGER_IS_THERE, /* it was frozen before */
    LEDGER_IS_UNRIPE, /* not yet; why */
    LEDGER_IS_REFUSED, /* never like this; why */
    LEDGER_IS_CHANGED, /* somebody else has changed it meanwhile */
    LEDGER_IS_TAKEN /* the number belongs to another */
};

struct ledger_freeze {
    const char *period, *by;
    month first, last;
    instant until; /* each partition must have been read past it; INSTANT_NONE: the gap is named instead */
    instant scanned; /* ledger_scan had found no case of another version then */
    bool revise; /* a further revision of one that is published */
    const char *reason; /* why it is revised; NULL: nobody says */
    ledger_document *make;
    void *ctx;
    enum ledger_verdict verdict; /* out */
    char why[300]; /* out: what it waits for, or why not */
    int revision; /* out */
    instant as_of; /* out, and in where a COMMIT was in doubt: what was done then is not done again. At first
                      INSTANT_NONE */
};
enum ledger_end ledger_freeze(struct ledger *l, struct ledger_freeze *f, struct err *e);

/* Looks at the next `limit` cases behind *after, which moves on and is "" at the end: 1 one of them is of
 * another version of the reference data, 0 none, -1 failed. */
int ledger_scan(struct ledger *l, struct str *after, int limit, struct err *e);
/* Notes that a month waits. */
int ledger_waits(struct ledger *l, const char *period, instant since, const char *why, struct err *e);

/* publish.c. The row as it will stand, its version one above that which it was made from. */
struct ledger_edit {
    const struct bulletin_row *row;
    const char *by;
    struct bulletin_change *change; /* version and at are filled in */
    size_t n;
    enum ledger_verdict verdict; /* out: done, changed, refused (published), taken */
};
enum ledger_end ledger_edit(struct ledger *l, struct ledger_edit *d, struct err *e);

struct ledger_file {
    const char *name;
    bool public;
    const void *p;
    size_t n;
};
struct ledger_publish {
    struct bulletin_row *row; /* as in ledger_edit; published_at is filled in */
    const struct ledger_file *file;
    size_t n;
    int64_t act; /* what it says of interviews is that of this act; another since: changed */
    enum ledger_verdict verdict; /* out */
};
enum ledger_end ledger_publish(struct ledger *l, struct ledger_publish *d, struct err *e);

#endif
