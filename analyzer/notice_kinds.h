/* The kinds of notices (notice_kinds.def) and patterns of them. Pure. */
#ifndef ANALYZER_NOTICE_KINDS_H
#define ANALYZER_NOTICE_KINDS_H

#include <stdbool.h>
#include <stddef.h>

extern const char *const notice_kind[], *const notice_kind_zh[]; /* in one order; NULL ends each */

/* What people call it; the kind itself if it has no other name. */
const char *notice_kinds_zh(const char *kind);
/* A pattern of n bytes is a kind, `group.*` or `*`. */
bool notice_kinds_fit(const char *pattern, size_t n, const char *kind);
/* Does it fit any kind there is? */
bool notice_kinds_known(const char *pattern, size_t n);

#endif
