#include "cli/bottom.h"
#include "cli/command.h"
#include "cli/paper_desk.h"

#include "base/log.h"
#include "collector/clerk.h"
#include "reports/frozen.h"

static const char usage[] =
    "usage: jiancha clerk [option…]\n"
    "The clerk: takes what people decide on the pages (clerk_socket), their bulletins, too, colours of orders to the second,\n"
    "bulletins frozen at their hour, notices to their topic.\n";

static int make_document(void *conf, const struct refdata *ref, struct read *rd, struct bulletin_paper *p,
                         struct err *e)
{
    return frozen_make(p, ref, conf, rd, e);
}

static int run(struct call *c, struct err *e)
{
    static const struct desk_hands hands = {bottom_stands, paper_desk};
    log_name("clerk");
    return clerk_run(&c->conf, make_document, &hands, e);
}

const struct command clerk_command = {
    "clerk", "what falls due of what people decided, and what is told", usage, NULL, NEEDS_BROKER, 0, 0, NULL,
    run};
