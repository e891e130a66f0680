/* What the fuzz targets share. Each is one .c file with LLVMFuzzerTestOneInput; a finding is a crash, a report of a sanitizer or a broken MUST. */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config/refdata_load.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(condition)                                                                \
    do                                                                                 \
        if (!(condition)) {                                                            \
            fprintf(stderr, "%s:%d: must hold: %s\n", __FILE__, __LINE__, #condition); \
            abort();                                                                   \
        }                                                                              \
    while (0)

/* The shipped reference data, loaded once. */
static inline const struct refdata *fuzz_refdata(void)
{
    static struct refdata ref;
    struct str findings = {0};
    struct err e;
    if (!ref.n_items)
        MUST(!refdata_load(&ref, "config", &findings, &e));
    str_release(&findings);
    return &ref;
}

/* Takes numbers from the input; zeros behind its end. */
struct fuzz_input {
    const uint8_t *p, *end;
};

static inline uint32_t fuzz_take(struct fuzz_input *in, int bytes)
{
    uint32_t v = 0;
    for (; bytes; bytes--)
        v = v << 8 | (in->p < in->end ? *in->p++ : 0);
    return v;
}

static inline bool fuzz_same(const struct str *a, const struct str *b) { return a->len == b->len && (!a->len || !memcmp(a->p, b->p, a->len)); }

#endif
