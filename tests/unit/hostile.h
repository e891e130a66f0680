/* Texts that would be taken for something else wherever they are not escaped. */
#ifndef TESTS_UNIT_HOSTILE_H
#define TESTS_UNIT_HOSTILE_H

#include <string.h>

#include "base/str.h"

static const char *const hostile[] = {
    "<script>alert(1)</script>",
    "\" onmouseover=\"x",
    "' or 1=1 --",
    "&amp;<b>",
    "</table></td><h1>",
    "a\nXEOD_7b0c52e19d3f\n!touch canary\n",
    "`touch canary`",
    "'; system('touch canary'); '",
    "\\\"; system(\"touch canary\") #",
    "@x\tb\rc",
    "\xe2\x80\xae倒写",
    "]]>完]]&gt;",
    "\x01\x02\x1b[2J\x7f\xc2\x9b\xef\xbf\xbf",
    "兰山区",
};
enum { HOSTILE = sizeof hostile / sizeof *hostile };

/* what no document of XML may hold: `]]>` in a text, control characters, no characters */
static inline void assert_no_foreign_byte(const struct str *s)
{
    assert_null(strstr(s->p, "]]>"));
    assert_null(strstr(s->p, "\xef\xbf\xbf"));
    for (const char *p = s->p; *p; p++)
        assert_true((unsigned char)*p >= 0x20 || strchr("\t\n\r", *p));
}

#endif
