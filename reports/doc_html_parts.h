/* The parts of a paper in HTML. Internal to doc_html*.c. */
#ifndef REPORTS_DOC_HTML_PARTS_H
#define REPORTS_DOC_HTML_PARTS_H

#include "reports/doc_html.h"

struct html {
    struct str *out;
    const struct doc *d;
    const struct doc_options *o;
    int level; /* of the title */
    uint64_t defined; /* definitions that a sentence has linked to: each once */
};

void doc_html_element(struct str *out, const char *tag, const char *class, const char *text);
bool doc_html_shows(const struct html *h,
                    const struct doc_table *t); /* false: it is withheld from this reader */
/* doc_html_annex.c */
void doc_html_foot(struct html *h);
void doc_html_annex(struct html *h);
void doc_html_colophon(struct html *h);

#endif
