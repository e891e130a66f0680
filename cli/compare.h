/* `jiancha compare DIR DIR`: what differs between two folders written by `replay`. */
#ifndef CLI_COMPARE_H
#define CLI_COMPARE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

/* Compares cases, alerts, indicators, rankings and bottom places, row by row of the same key; holds two rows
 * (of rankings and bottom places: a league's month) at a time, however long the files are. Prints to stdout
 * at most `limit` differences of each file, then a line of counts. *differ: something does. -1: a file cannot
 * be read, or is not what `replay` writes. */
int compare_folders(const char *left, const char *right, int64_t limit, bool *differ, struct err *e);

#endif
