/* Which orders the red and yellow alerts propose (contract section 12). Pure. */
#ifndef ANALYZER_PROPOSALS_H
#define ANALYZER_PROPOSALS_H

#include "analyzer/eval.h"

/* An alert that is raised, red or yellow, not revoked, recent, and named in no issue or drop. */
struct candidate {
    const char *case_no, *subject; /* borrowed */
    uint16_t rule; /* rule_index */
    uint8_t level;
    int32_t region, dept; /* responsible unit */
    instant raised;
    const char *source, *event_id; /* of the event that its `#k` means, for who names it; NULL: not given */
    bool pursued; /* an order of the unit that names an alert of the case is neither closed nor cancelled */
};

struct proposal {
    uint8_t level;
    month month; /* of its first alert */
    int32_t region, dept;
    const struct candidate *alerts; /* red: by (case_no, rule, subject); yellow: by (raised, case_no, …) */
    size_t n;
};

struct proposals {
    VEC(struct proposal) list; /* by (region, dept as bytes, red first, month, first alert) */
};

/* Is the alert recent and grave enough to propose an order, if nothing names it? */
bool proposals_may(const struct alert *al, const struct refdata *ref, instant as_of);
struct candidate proposals_candidate(const char *case_no, const struct alert *al, bool pursued);
/* Sorts the candidates and makes proposals of them: red ones of one case and unit together, yellow ones of a
 * unit and month by full groups. `out` is overwritten, its vector reused; it points into `c`. */
void proposals_make(struct proposals *out, struct candidate *c, size_t n, const struct refdata *ref);
/* What an order that the program issues by itself says: which rules the alerts are of (督办单正文). */
void proposals_text(struct str *out, const struct proposal *p);
void proposals_release(struct proposals *p);

#endif
