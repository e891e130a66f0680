/* What the bureau does to a bulletin on the pages: forms and what they hand to the clerk. */
#ifndef REPORTS_WEB_BULLETIN_LIFE_H
#define REPORTS_WEB_BULLETIN_LIFE_H

#include "reports/web/clerk.h"
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

/* The state, the history and the differences (bulletin_changes.c). */
int bulletin_life_history(struct page *p, struct str *out, const struct bulletin_rows *rows, struct err *e);
int bulletin_life_differences(struct page *p, struct str *out, const struct bulletin_row *b, int against,
                              struct err *e);

#endif
