#include "cli/bulletin_parts.h"

static int freeze(struct bulletin_ask *a, struct ledger *l, struct err *e)
{
    struct paper p;
    bulletin_paper_of(a, l, &p);
    return bulletin_done(a, &p, paper_freeze(&p, e), e);
}

static int revise(struct bulletin_ask *a, struct ledger *l, struct err *e)
{
    struct paper p;
    bulletin_paper_of(a, l, &p);
    return bulletin_done(a, &p, paper_revise(&p, e), e);
}

static int publish(struct bulletin_ask *a, struct ledger *l, struct err *e)
{
    struct paper p;
    bulletin_paper_of(a, l, &p);
    return bulletin_done(a, &p, paper_publish(&p, e), e);
}

int bulletin_freeze(struct bulletin_ask *a, struct err *e) { return bulletin_write(a, freeze, e); }
int bulletin_revise(struct bulletin_ask *a, struct err *e) { return bulletin_write(a, revise, e); }
int bulletin_publish(struct bulletin_ask *a, struct err *e) { return bulletin_write(a, publish, e); }
