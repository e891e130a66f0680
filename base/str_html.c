#include <string.h>

#include "base/str.h"
#include "base/unicode.h"

/* What stands for the character; NULL: it does itself. */
static const char *instead(const char *p, bool shown)
{
    switch (*p) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    case '\t':
    case '\n':
    case '\r': return NULL;
    default: return shown ? NULL : UNICODE_LOST;
    }
}

void str_html(struct str *s, const char *z)
{
    bool shown;
    const char *from = z; /* what is not yet put */
    for (size_t n = strlen(z), len; n; z += len, n -= len) {
        len = unicode_next(z, n, &shown);
        const char *other = instead(z, shown);
        if (!other)
            continue;
        str_put(s, from, (size_t)(z - from));
        str_puts(s, other);
        from = z + len;
    }
    str_put(s, from, (size_t)(z - from));
}
