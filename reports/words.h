/* The fields and words of events in Chinese, for the page of a case. Pure. */
#ifndef REPORTS_WORDS_H
#define REPORTS_WORDS_H

#include "analyzer/event.h"
#include "analyzer/event_fields.h"
#include "analyzer/refdata.h"
#include "reports/tr.h"

const char *words_field(const char *name); /* doc_no -> 文书编号; itself if it has no other name */
const char *words_word(const char *word); /* granted -> 准予 */
/* A field that the event has, as text (not yet escaped). */
void words_value(struct str *out, const struct event *ev, const struct event_field *f,
                 const struct refdata *ref, enum lang lang);

#endif
