/* docs/RULES.md, docs/EVENTS.md and docs/GLOSSARY.md out of the tables that the program runs on. Pure but for
 * cli_docs_main. */
#ifndef CLI_CLI_DOCS_H
#define CLI_CLI_DOCS_H

#include "base/str.h"

void cli_docs_rules(struct str *out);
void cli_docs_events(struct str *out);
void cli_docs_glossary(struct str *out);

/* The pages: the file's name in docs/, and what writes it. */
struct cli_doc {
    const char *file;
    void (*write)(struct str *out);
};
enum { CLI_DOCS = 3 };
extern const struct cli_doc cli_doc[CLI_DOCS];

/* `jiancha docs FILE` prints a page, `jiancha docs` their names. Not for users: `make docs` calls it. */
int cli_docs_main(int argc, char **argv);

#endif
