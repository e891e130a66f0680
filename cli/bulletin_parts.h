/* What the files of `jiancha bulletin` share: what was asked, and the ways to the database. */
#ifndef CLI_BULLETIN_PARTS_H
#define CLI_BULLETIN_PARTS_H

#include "cli/command.h"
#include "cli/paper.h"

struct bulletin_ask {
    struct call *c;
    const char *period; /* NULL: none was named (list) */
    month first, last;
    int revision; /* 0: the newest */
    int against; /* diff: another one; 0: what stands now */
    const char *out, *by, *number, *signatory, *text, *dated, *disclosure, *reason; /* NULL: not given */
    bool public, draft, wording, history;
    struct bulletin_conf conf;
};

/* The verbs, each in its file. 0 done, 1 a finding that was said, -1. */
int bulletin_list(struct bulletin_ask *a, struct err *e);
int bulletin_show(struct bulletin_ask *a, struct err *e);
int bulletin_export(struct bulletin_ask *a, struct err *e);
int bulletin_freeze(struct bulletin_ask *a, struct err *e);
int bulletin_revise(struct bulletin_ask *a, struct err *e);
int bulletin_edit(struct bulletin_ask *a, struct err *e);
int bulletin_publish(struct bulletin_ask *a, struct err *e);
int bulletin_diff(struct bulletin_ask *a, struct err *e);
int bulletin_verify(struct bulletin_ask *a, struct err *e);

/* Reading, in the call's view. The stored revision that was asked for: 1, 0 there is none, -1. */
int bulletin_find(struct bulletin_ask *a, struct bulletin_row *out, struct err *e);
/* The document: of the stored revision, or (row->revision 0) the draft. The caller frees it; NULL: failed. It
 * borrows of the ask and the call. */
struct doc *bulletin_doc(struct bulletin_ask *a, struct bulletin_row *row, struct err *e);
/* A document as text for a terminal. */
void bulletin_text(struct str *out, const struct doc *d);

/* One line of JSON for each cell that differs; how many. The values stand under these names. */
size_t bulletin_differences(struct str *out, const struct doc *was, const char *was_name,
                            const struct doc *is, const char *is_name);

/* Writing: `work` with a ledger that is connected and may write. */
int bulletin_write(struct bulletin_ask *a,
                   int (*work)(struct bulletin_ask *a, struct ledger *l, struct err *e), struct err *e);
/* What the asking says of a paper's life, and what became of it: the row, or why not. 0, 1, -1. */
void bulletin_paper_of(const struct bulletin_ask *a, struct ledger *l, struct paper *p);
/* A refusal: on standard error; 1. */
int bulletin_refused(const struct bulletin_ask *a, const char *why);
int bulletin_done(struct bulletin_ask *a, const struct paper *p, int rc, struct err *e);

#endif
