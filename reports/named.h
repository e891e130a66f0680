/* Names beside the codes of the API's objects. */
#ifndef REPORTS_NAMED_H
#define REPORTS_NAMED_H

#include "analyzer/refdata.h"
#include "base/str.h"

/* Appends the n bytes of JSON, which have no blanks outside of strings, with names put at the end of each
 * object: `region_name` where it has a `region`, and so on for every row of the table in named.c,
 * `rule_title` of a rule, `score_text` of a score (87.654 of 87654). What an object had stays as it was, byte
 * by byte and in its order. A code that nothing is known of is its own name; a word that is none of its list,
 * as free text may be, has none; null has null. */
void named_json(struct str *out, const char *json, size_t n, const struct refdata *ref);

#endif
