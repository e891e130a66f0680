#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *checked(void *p)
{
    if (!p) {
        fputs("<2>jiancha: out of memory\n", stderr);
        abort();
    }
    return p;
}

void *mem_alloc(size_t n) { return checked(calloc(1, n ? n : 1)); }
void *mem_realloc(void *p, size_t n) { return checked(realloc(p, n ? n : 1)); }
char *mem_strdup(const char *s) { return checked(strdup(s)); }
