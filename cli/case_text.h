/* A case as text for a terminal: its account, set in lines. Pure. */
#ifndef CLI_CASE_TEXT_H
#define CLI_CASE_TEXT_H

#include "reports/dossier.h"

void case_text(struct str *out, const struct dossier *d);

#endif
