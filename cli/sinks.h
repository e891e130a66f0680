/* The files of one folder that are written together: beside their names until every one is whole, then all in
 * their places; after a failure none, and nothing is left behind. */
#ifndef CLI_SINKS_H
#define CLI_SINKS_H

#include "base/file.h"
#include "base/vec.h"

struct sinks {
    const char *folder; /* borrowed; made if it is not there */
    VEC(struct file_draft *) drafts; /* owned */
};

/* Begins a file of the folder; it belongs to `s`. NULL: it cannot be made. */
struct file_draft *sinks_open(struct sinks *s, const char *name, struct err *e);
/* Adds the line and a line feed, and empties the line. A failure is told by sinks_commit. */
void sinks_line(struct file_draft *d, struct str *line);
int sinks_commit(struct sinks *s, struct err *e);
void sinks_release(struct sinks *s); /* what is not committed is gone */

#endif
