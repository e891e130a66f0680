/* The wording of a bulletin as a form, a field for each paragraph, and back: the fields say line after line
 * what doc_wording_read takes. Tables and charts stand between them and stay. */
#ifndef REPORTS_WEB_BULLETIN_TEXT_H
#define REPORTS_WEB_BULLETIN_TEXT_H

#include "reports/doc.h"
#include "reports/web/form.h"

/* The fields of a document, and those that somebody has filled in. */
void bulletin_text_fields(struct str *out, const struct doc *d);
void bulletin_text_again(struct str *out, const struct form_fields *f);
/* The wording that the fields say; false: the form has none. */
bool bulletin_text_of(struct str *out, const struct form_fields *f);

#endif
