/* Lines of JSON to the topics. */
#ifndef COLLECTOR_IMPORT_H
#define COLLECTOR_IMPORT_H

#include "base/err.h"
#include "config/conf.h"

/* Sends the lines of the files (`-` is standard input), waits until they are confirmed, and prints how many
 * that were. `state`: file that notes how far each was confirmed, to go on from there (NULL: none). -1: some
 * may not have been sent. */
int import_files(const struct conf *conf, const char *state, int n, char **names, struct err *e);

#endif
