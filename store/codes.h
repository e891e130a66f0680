/* Which regions and departments stored things name: the reference data must have them all, or nobody could
 * read what was stored. A row is written with the first event or report that names the code, and never taken
 * away. */
#ifndef STORE_CODES_H
#define STORE_CODES_H

#include "analyzer/refdata.h"
#include "base/vec.h"
#include "store/db.h"

/* What a writer knows to be in the table, so that it need not write it again. */
struct codes {
    char version[sizeof((struct refdata *)0)->version]; /* of the reference data that the places below belong
                                                           to */
    VEC(uint8_t) state; /* of its regions, then its departments */
    VEC(uint32_t) fresh; /* places named by the transaction at hand, which may not be in the table yet */
};

void codes_begin(struct codes *c, const struct refdata *ref); /* begins a transaction */
void codes_note(struct codes *c, const struct refdata *ref, int32_t region, int32_t dept); /* -1: none */
/* Inside the transaction, last of all that locks something: whoever waits for such a row holds up no one's
 * case. */
int codes_write(struct codes *c, struct db *db, const struct refdata *ref, struct err *e);
void codes_stored(struct codes *c); /* it was committed */
void codes_forget(struct codes *c); /* it may be another database that answers now */
void codes_release(struct codes *c);

/* 1: this reference data lacks codes that stored things name, and `e` names them; 0: it does not, or there is
 * no table yet; -1: the database did not answer. */
int codes_missing(struct db *db, const struct refdata *ref, struct err *e);
/* The same on a connection of its own, as the role (NULL: as the login), with one attempt. ERR_WORK: the
 * login may not act as it. */
int codes_missing_at(const char *conninfo, const char *app, const char *role, const struct refdata *ref,
                     struct err *e);

#endif
