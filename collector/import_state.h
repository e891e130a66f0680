/* The file in which `import --resume` notes how far it is: a line `LINES HASH NAME` for each file. */
#ifndef COLLECTOR_IMPORT_STATE_H
#define COLLECTOR_IMPORT_STATE_H

#include <stdint.h>

#include "base/err.h"

struct import_state {
    int64_t lines; /* that the broker confirmed */
    uint64_t hash; /* of these, to know the file by */
};

/* What is noted of the file `name`; all 0 where nothing is, or there is no such state file. */
int import_state_read(const char *path, const char *name, struct import_state *out, struct err *e);
/* Notes it; what is noted of other files stays. */
int import_state_write(const char *path, const char *name, const struct import_state *s, struct err *e);

#endif
