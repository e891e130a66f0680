/* The document that an address asks for: PERIOD and ?revision=. The newest frozen revision, where there is
 * one; else the draft. Revision 0 is the draft. */
#ifndef REPORTS_WEB_BULLETIN_DOC_H
#define REPORTS_WEB_BULLETIN_DOC_H

#include "reports/bulletin_period.h"
#include "reports/web/page.h"
#include "store/read_bulletins.h"

struct bulletin_doc {
    struct bulletin_periods there;
    struct doc *doc; /* bulletin_doc_release */
    struct bulletin_row row; /* of a frozen one; revision 0: a draft */
};
/* 200: the view's period is set, and all of it is there. Else a status, with a sentence; nothing is to be
 * released. */
int bulletin_doc_read(struct page *p, const char *period, size_t n, struct bulletin_doc *out, struct err *e);
/* Does the viewer see drafts, and the frozen before they are published? A unit sees its own rows of a draft.
 */
bool bulletin_doc_whole(const struct page *p);
/* The address of a period's page, or with a suffix of its file. In the arena. */
const char *bulletin_doc_path(const struct page *p, month first, month last, const char *suffix);
void bulletin_doc_release(struct bulletin_doc *b);
/* The bytes that were published under this name (docx, county.csv, trend.svg). 1: they are the reply's body
 * now, 0: there are none, -1. */
int bulletin_doc_file(struct page *p, const struct bulletin_doc *b, const char *name, struct str *out,
                      struct err *e);

#endif
