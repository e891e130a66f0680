/* Bulletins that were frozen, within the snapshot of store/read.h. Everything lives in the arena. */
#ifndef STORE_READ_BULLETINS_H
#define STORE_READ_BULLETINS_H

#include "analyzer/race.h"
#include "store/read.h"

/* One revision. Texts are NULL where there is none (yet). */
struct bulletin_row {
    const char *period;
    int revision; /* from 1 on; 0: of a draft */
    month first, last;
    bool published; /* else frozen */
    int version; /* the etag: raised by whatever changes the row */
    instant as_of;
    const char *frozen_by, *reason, *reference, *program; /* reason: why a revision was made */
    int64_t act, events;
    const char *gap, *hash, *title, *number, *signatory;
    int number_year, number_n; /* 0: no number */
    day dated; /* DAY_NONE */
    instant published_at; /* INSTANT_NONE */
    const char *published_by;
    const char *tables, *doc; /* the JSON of contract 8 that the hash is of, and the whole document; NULL in
                                 a list */
};
struct bulletin_rows {
    struct bulletin_row *v;
    size_t n;
};
/* Of one period, or (NULL) of all; by period and revision. */
int read_bulletins(struct read *rd, const char *period, struct arena *a, struct bulletin_rows *out,
                   struct err *e);
/* The city's counters as each revision has them in its table `overall`; by period and revision, as
 * read_bulletins. */
struct bulletin_overall {
    const char *period;
    int revision;
    struct counters counters;
};
struct bulletin_overalls {
    struct bulletin_overall *v;
    size_t n;
};
int read_bulletin_overalls(struct read *rd, struct arena *a, struct bulletin_overalls *out, struct err *e);
/* One revision whole; 0: the newest, `published`: of those published. 1: found, 0: there is none, -1. */
int read_bulletin(struct read *rd, const char *period, int revision, bool published, struct arena *a,
                  struct bulletin_row *out, struct err *e);

/* A stored file: its bytes and their SHA-256. 1, 0, -1. */
struct bulletin_bytes {
    const uint8_t *p;
    size_t n;
    const char *sha256;
};
int read_bulletin_file(struct read *rd, const struct bulletin_row *b, const char *name, bool public,
                       struct arena *a, struct bulletin_bytes *out, struct err *e);
/* Who changed what of it, in order. */
struct bulletin_change {
    int version;
    instant at;
    const char *by, *what, *was, *became;
};
struct bulletin_changes {
    struct bulletin_change *v;
    size_t n;
};
int read_bulletin_changes(struct read *rd, const struct bulletin_row *b, struct arena *a,
                          struct bulletin_changes *out, struct err *e);

/* Ranks and bottom places of the months with a frozen bulletin (contract 7): of each month's newest revision
 * that was frozen before `before`; the months of `but` (NULL: none) are left out, since what is made anew
 * must not read itself. */
int read_frozen(struct read *rd, instant before, const char *but, const struct refdata *ref, struct arena *a,
                struct race_frozen *out, struct err *e);

/* How many months wait for their freeze, and how many of them for more than 24 h; for whoever watches. */
int read_bulletins_waiting(struct read *rd, int64_t *waiting, int64_t *late, struct err *e);

#endif
