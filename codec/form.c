#include "codec/form.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

int form_refuse(struct reject *rj, const char *code, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(rj->reason, sizeof rj->reason, fmt, ap);
    va_end(ap);
    rj->code = code;
    /* a cut must not split a character: the reason is stored as text */
    size_t len = n < 0 ? 0 : (size_t)n < sizeof rj->reason ? (size_t)n : sizeof rj->reason - 1;
    while (len && !str_utf8(rj->reason, len))
        len--;
    rj->reason[len] = 0;
    return -1;
}

int form_refuse_value(struct reject *rj, const char *code, const char *where, const char *field,
                      const struct value *value, const char *wanted)
{
    enum { BRIEF = 80 };
    struct str brief = {0};
    value_brief(&brief, value, BRIEF);
    form_refuse(rj, code, "field %s%s is %s: %s", where, field, str_text(&brief), wanted);
    str_release(&brief);
    return -1;
}

static bool all_of(const char *z, size_t max, const char *allowed)
{
    size_t n = strlen(z);
    return n >= 1 && n <= max && strspn(z, allowed) == n;
}

#define LOWER_DIGITS "abcdefghijklmnopqrstuvwxyz0123456789"
bool form_event_id(const char *z) { return all_of(z, 64, "ABCDEFGHIJKLMNOPQRSTUVWXYZ" LOWER_DIGITS "._:-"); }
bool form_source(const char *z) { return all_of(z, 32, LOWER_DIGITS "-"); }

bool form_length(const char *z, size_t most)
{
    size_t n = str_points(z);
    return n >= 1 && n <= most;
}

bool form_plain(const char *z)
{
    for (const unsigned char *s = (const unsigned char *)z; *s; s++)
        if (*s < 0x20 || *s == 0x7f || (*s == 0xc2 && s[1] < 0xa0)) /* C0, DEL, C1 */
            return false;
    return true;
}

bool form_case_no(const char *z) { return form_length(z, 50) && form_plain(z); }

bool form_integer(const struct value *v, int64_t min, int64_t max, int64_t *out)
{
    if (v->type != VALUE_INTEGER || v->integer < min || v->integer > max)
        return false;
    *out = v->integer;
    return true;
}
