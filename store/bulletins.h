/* Writing bulletins (store/schema/016_bulletins.sql), each call within a transaction. */
#ifndef STORE_BULLETINS_H
#define STORE_BULLETINS_H

#include "store/db.h"
#include "store/read_bulletins.h"

/* What a league's table says of a unit, in the order of its rows, and of its bottom place. */
struct bulletin_rank {
    const char *league, *unit;
    int32_t rank, score; /* 0, -1: not ranked */
    int64_t completed;
};
struct bulletin_bottom {
    const char *league, *unit, *action;
    int32_t streak;
};

/* A revision that is being frozen: who freezes gives period, months, revision, as_of and gap, and the
 * revision that it corrects; whoever makes the document the rest of the row, ranks and bottom places. All in
 * the arena.
 */
struct bulletin_paper {
    struct bulletin_row row;
    const struct bulletin_row *before; /* NULL: it is the first */
    struct bulletin_rank *rank;
    size_t n_ranks;
    struct bulletin_bottom *bottom;
    size_t n_bottoms;
    struct arena *arena;
};
/* A new revision, with its ranks and bottom places. */
int bulletins_add(struct db *db, const struct bulletin_paper *p, struct err *e);
/* Takes the row of a revision, so that nobody else changes it until COMMIT; *version: what it has now. 1: it
 * is there, 0, -1. */
int bulletins_lock(struct db *db, const char *period, int revision, int *version, bool *published,
                   struct err *e);
/* Writes what may change: number, signatory, dated, doc, the state; raises the version to b->version. 1: the
 * number is taken by another of its year. */
int bulletins_change(struct db *db, const struct bulletin_row *b, struct err *e);
int bulletins_note(struct db *db, const struct bulletin_row *b, const struct bulletin_change *c,
                   struct err *e);
int bulletins_file(struct db *db, const struct bulletin_row *b, const char *name, bool public, const void *p,
                   size_t n, const char *sha256, struct err *e);

/* Waiting: noted again and again, and ended by the freeze. */
int bulletins_wait(struct db *db, const char *period, instant since, const char *why, struct err *e);
int bulletins_waited(struct db *db, const char *period, struct err *e);

/* What stands in the way of a freeze, in words; "" : nothing. Partitions that were not read past `until`
 * (INSTANT_NONE: to their end). */
int bulletins_unread(struct db *db, instant until, struct str *out, struct err *e);
/* Was one of the next `limit` cases behind *after evaluated with another version? *after moves on, "" at the
 * end. 1, 0, -1. */
int bulletins_stale(struct db *db, struct str *after, const char *version, int limit, struct err *e);
/* Another version was taken into use since then, or an order is of another. 1, 0, -1. */
int bulletins_newer(struct db *db, const char *version, instant since, struct err *e);
/* When the program was first started here. */
int bulletins_first_start(struct db *db, instant *out, struct err *e);

#endif
