/* docs/RULES.md, EVENTS.md, ACTS.md and GLOSSARY.md out of the tables that the program runs on. Pure. */
#ifndef CLI_DOCS_H
#define CLI_DOCS_H

#include "base/str.h"

void docs_rules(struct str *out);
void docs_events(struct str *out);
void docs_acts(struct str *out);
void docs_glossary(struct str *out);

/* The pages: the file's name in docs/, and what writes it. */
struct docs_page {
    const char *file;
    void (*write)(struct str *out);
};
enum { DOCS = 4 };
extern const struct docs_page docs_page[DOCS];

#endif
