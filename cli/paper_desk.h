/* What the pages ask to be done to a bulletin, as the clerk's desk hands it on (collector/desk.h). The
 * object: "do" (freeze, publish, revise or text), "period", and, where they mean something, "revision",
 * "match" (an If-Match), "reason", "number", "dated", "signatory", "disclosure", "text". */
#ifndef CLI_PAPER_DESK_H
#define CLI_PAPER_DESK_H

#include "collector/desk.h"

desk_bulletin paper_desk;

#endif
