/* The annex of a document on paper: its parts in order, and the last one's notes. Pure. */
#ifndef REPORTS_DOC_ANNEX_H
#define REPORTS_DOC_ANNEX_H

#include "reports/doc.h"

/* What may stand behind the signature, in this order; a bulletin's `annexes` are the titles of those it has.
 */
enum doc_part { DOC_PART_TABLES, DOC_PART_CHARTS, DOC_PART_WITHHELD, DOC_PART_NOTES, DOC_PARTS };

size_t doc_parts(const struct doc *d, enum doc_part part[DOC_PARTS]); /* how many it has */
bool doc_part_has(enum doc_part part, const struct doc_table *t); /* does the table stand in it? */

/* What the words mean, each once, then where the figures come from: as-of instant, versions, numbers,
 * offsets, and the hash. The texts live in the arena, and in the document. */
struct doc_notes {
    struct doc_pair *v;
    size_t n;
};
void doc_notes(const struct doc *d, struct arena *a, struct doc_notes *out);
const char *doc_version(const char *key); /* what paper calls it */

/* Where a title goes on in a second line, so that no word is cut and the lines are alike; `fit`: how many
 * halves of a character a line holds. 0: it fits, or there is no such place. */
size_t doc_title_break(const char *title, int32_t fit);

#endif
