/* What people decide goes to the clerk, with the session or token that it came with. */
#ifndef REPORTS_WEB_CLERK_H
#define REPORTS_WEB_CLERK_H

#include "reports/web/page.h"

struct clerk_answer {
    int status; /* 201, 202, or why not */
    char code[40]; /* the refusal's; "done", "accepted" */
    const char *text; /* the act's line, or a sentence in the viewer's language; in the arena */
};
/* `what`: act or report; the body is a JSON object. Gives the status; 503 also where no clerk listens. */
int clerk_hand(const struct page *p, const char *what, const char *body, size_t n, struct clerk_answer *out);

/* What the clerk has sent; false: it is no answer. */
bool clerk_read(const struct str *all, struct arena *a, struct clerk_answer *out);

#endif
