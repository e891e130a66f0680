/* A document as HTML: its body for the frame of a page, and the style that screen, phone and print share. */
#ifndef REPORTS_DOC_HTML_H
#define REPORTS_DOC_HTML_H

#include "reports/doc_write.h"

/* The paper as one <article>; its title is a heading of this level. With o->public without links: the
 * addresses are those of a server that the public cannot see. */
void doc_html_body(struct str *out, const struct doc *d, const struct doc_options *o, int level);
/* One table as it stands in the paper; `id`: with the anchor that sentences name. */
void doc_html_table(struct str *out, const struct doc_table *t, bool links, bool id);
/* The stylesheet (doc_html.css), NUL-terminated, and what a Content-Security-Policy calls it: 'sha256-…'. */
extern const char doc_html_style[], doc_html_style_end[];
void doc_html_style_source(struct str *out);

#endif
