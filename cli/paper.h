/* What is done to a bulletin in its life: frozen, edited, published, revised. For `jiancha bulletin` and for
 * the clerk's desk, who is asked by the pages. Each works with a ledger that is connected and may write; it
 * is done whole, or refused with a reason. */
#ifndef CLI_PAPER_H
#define CLI_PAPER_H

#include "config/bulletin_conf.h"
#include "ledger/freeze.h"
#include "reports/doc.h"

enum paper_refusal {
    PAPER_done,
#define PAPER(name, status, code, en, zh) PAPER_##name,
#include "cli/paper.def"
    PAPER_REFUSALS
};
extern const struct paper_reason {
    int status; /* of HTTP */
    const char *code, *en, *zh;
} paper_reasons[PAPER_REFUSALS];

struct paper {
    struct ledger *l;
    const struct bulletin_conf *conf;
    struct arena *arena;
    const char *period, *by;
    month first, last;
    int revision; /* in: which, 0 the newest; out: that which it was */
    const char
        *match; /* the version that is meant, as paper_etag says it, or a list of such, or *; NULL: any */
    int patience; /* freezing: for how many seconds what is being evaluated is waited for */
    const char *reason; /* revising: why; NULL: nobody says */
    const char *number, *dated, *signatory, *disclosure, *text; /* editing; NULL: stays */
    /* out */
    struct bulletin_row row; /* as it stands now */
    enum paper_refusal refusal;
    const char *about, *about_zh; /* what the refusal's %s is */
};
/* 0 done, 1 refused, -1 it failed. What was asked for, and done, by the same person a moment ago is done. */
int paper_freeze(struct paper *p, struct err *e);
int paper_revise(struct paper *p, struct err *e);
int paper_edit(struct paper *p, struct err *e);
int paper_publish(struct paper *p, struct err *e);

/* The refusal in words. */
void paper_say(struct str *out, const struct paper *p, bool zh);
/* The version of a row as it stands in ETag and If-Match; a draft's row has revision and version 0. */
void paper_etag(struct str *out, const char *period, int revision, int version);
/* A row as one line of JSON. */
void paper_line(struct str *out, const struct bulletin_row *b);

/* For the files here: refuses; gives 1. */
int paper_refuse(struct paper *p, enum paper_refusal why, const char *about, const char *about_zh);
/* The revision that is meant: 0, 1 refused, -1. */
int paper_take(struct paper *p, struct err *e);
/* Does `match` mean this version? */
bool paper_matches(const struct paper *p, int revision, int version);
/* After an end that is not LEDGER_DONE: 0 try again, -1 it cannot go on. */
int paper_again(struct ledger *l, enum ledger_end end, struct err *e);

#endif
