/* What the bureau does to a bulletin on the pages: forms and what they hand to the clerk. */
#ifndef REPORTS_WEB_BULLETIN_LIFE_H
#define REPORTS_WEB_BULLETIN_LIFE_H

#include "reports/web/clerk.h"
#include "reports/web/parts.h"
#include "store/read_bulletins.h"

/* Only who may do it gets a form: a session of the bureau's. */
bool bulletin_life_may(const struct page *p);
/* What is seen beside the paper: the newest revision, or (found 0) none. 1, 0, -1. */
int bulletin_life_newest(struct page *p, const char *period, struct bulletin_row *out, struct err *e);
const char *bulletin_life_href(struct page *p, const char *period); /* the desk of a period */
/* The etag of a row, or of the draft (NULL), in the arena. */
const char *bulletin_life_etag(struct page *p, const char *period, const struct bulletin_row *b);

/* One of the forms (bulletin_forms.c), with what it changes. */
void bulletin_life_form(struct page *p, struct str *out, const char *period, const char *verb,
                        const char *match, int revision);
void bulletin_life_form_end(struct str *out, const char *button);

/* Who has done what, and what differs (bulletin_changes.c): tables of the desk, and as files of
 * /bulletins.csv?month=PERIOD. The holder keeps it where it is. */
struct bulletin_changed {
    struct page *page;
    const struct bulletin_rows *rows; /* all revisions */
    const struct bulletin_row *row; /* the newest, … */
    int against; /* … beside this one, or (0) the figures of now */
    size_t n_differences;
    struct list_column columns[8];
    struct part part[2];
    struct parts parts; /* history, differences */
};
void bulletin_life_changed(struct bulletin_changed *c, struct page *p, const char *period,
                           const struct bulletin_rows *rows, const struct bulletin_row *row, int against);
int bulletin_life_put_changed(struct bulletin_changed *c, struct str *out, struct err *e);
/* The file that the address asks for, of the bulletin of this period. */
int bulletin_life_file(struct page *p, const char *period, struct reply *out, struct err *e);

#endif
