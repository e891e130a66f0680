/* The bottom places as they stand now, for whoever takes acts (ledger/act.h). */
#ifndef CLI_BOTTOM_H
#define CLI_BOTTOM_H

#include "config/conf.h"
#include "ledger/act.h"

/* 1: the unit stands in the bottom place of that month; 0, -1. */
int bottom_stands(const struct conf *conf, const struct refdata *ref, month m, enum league league,
                  int32_t unit, struct err *e);

#endif
