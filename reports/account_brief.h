/* The first two sentences of a case. Pure. */
#ifndef REPORTS_ACCOUNT_BRIEF_H
#define REPORTS_ACCOUNT_BRIEF_H

#include "reports/dossier.h"

/* What is wrong, and what whoever looks does first: a sentence each. In the dossier's arena. */
struct account_brief {
    uint8_t level; /* of the gravest open alert; LEVEL_NONE: none is */
    const char *wrong, *todo;
};
void account_brief(const struct dossier *d, const struct viewer *who, struct account_brief *out);

#endif
