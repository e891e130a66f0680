/* The account of a case as text for a terminal. Pure. */
#ifndef CLI_CASE_TEXT_H
#define CLI_CASE_TEXT_H

#include "reports/account.h"

void case_text(struct str *out, const struct account *a);

#endif
