/* A file of settings, `name = value`, and all that is wrong with it. */
#ifndef CONFIG_INI_FILE_H
#define CONFIG_INI_FILE_H

#include "base/err.h"
#include "base/ini.h"
#include "base/str.h"

struct ini_file {
    /* Takes each line that is one: borrowed texts. */
    void (*entry)(struct ini_file *f, const struct ini_entry *en);
    void *ctx;
    struct str *faults; /* a line each: "file:line:column: what was found, what was expected" */
    const char *path; /* of the file being read */
};

/* Reads DIR/name, if there is one. -1: there were faults. */
int ini_file_read(struct ini_file *f, const char *dir, const char *name);
/* The fault `"value", expected …`. */
void ini_file_wrong(struct ini_file *f, const struct text_at *at, const char *expected);
/* The first of the faults as an error; releases them. */
int ini_file_failed(struct str *faults, struct err *e);

#endif
