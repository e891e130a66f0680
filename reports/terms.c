#include "reports/terms.h"

#include <stddef.h>
#include <string.h>

static const struct {
    const char *term, *meaning;
} terms[] = {
#define TERM(term, meaning) {term, meaning},
#include "reports/terms.def"
};

const char *terms_meaning(const char *term)
{
    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++)
        if (!strcmp(terms[i].term, term))
            return terms[i].meaning;
    return NULL;
}
