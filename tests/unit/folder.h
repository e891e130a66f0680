/* A temporary folder for a test: made by folder_make, filled by folder_write, gone with folder_remove
 * (cmocka's set-up and tear-down). */
#ifndef TESTS_UNIT_FOLDER_H
#define TESTS_UNIT_FOLDER_H

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/str.h"

static char *folder; /* its path */

static inline int folder_make(void **state)
{
    (void)state;
    const char *tmp = getenv("TMPDIR");
    struct str path = {0};
    str_printf(&path, "%s/jiancha-test-XXXXXX", tmp ? tmp : P_tmpdir);
    folder = mkdtemp(path.p);
    return folder ? 0 : -1;
}

static inline int folder_remove_one(const char *path, const struct stat *st, int what, struct FTW *where)
{
    (void)st, (void)what, (void)where;
    return remove(path);
}

static inline int folder_remove(void **state)
{
    (void)state;
    int rc = nftw(folder, folder_remove_one, 8, FTW_DEPTH | FTW_PHYS);
    free(folder);
    return rc;
}

/* FOLDER/name; the caller releases it. */
static inline struct str folder_path(const char *name)
{
    struct str path = {0};
    str_printf(&path, "%s/%s", folder, name);
    return path;
}

/* Writes the file, or makes sure that there is none (text NULL). */
static inline void folder_write(const char *name, const char *text)
{
    struct str path = folder_path(name);
    FILE *f = text ? fopen(path.p, "w") : NULL;
    if (text) {
        assert_non_null(f);
        assert_true(fputs(text, f) >= 0);
        assert_int_equal(fclose(f), 0);
    } else {
        unlink(path.p);
    }
    str_release(&path);
}

static inline int folder_subfolder(const char *name)
{
    struct str path = folder_path(name);
    int rc = mkdir(path.p, 0700);
    str_release(&path);
    return rc;
}

#endif
