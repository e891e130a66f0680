#include "reports/web/head.h"

#include <string.h>

static bool is_token(const char *s, size_t n)
{
    static const char allowed[] =
        "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    for (size_t i = 0; i < n; i++)
        if (!s[i] || !strchr(allowed, s[i]))
            return false;
    return n > 0;
}

/* no control character but the tab */
static bool is_text(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (((unsigned char)s[i] < 0x20 && s[i] != '\t') || s[i] == 0x7f)
            return false;
    return true;
}

/* no blank and no control character either: those of other alphabets come as they are or as %XX */
static bool is_target(const char *s)
{
    for (const char *p = s; *p; p++)
        if ((unsigned char)*p <= 0x20 || *p == 0x7f)
            return false;
    return *s;
}

/* `want` in small letters */
static bool is_named(const char *name, size_t n, const char *want)
{
    size_t i = 0;
    while (i < n && want[i] && (name[i] | (name[i] >= 'A' && name[i] <= 'Z' ? 0x20 : 0)) == want[i])
        i++;
    return i == n && !want[i];
}

void head_begin(struct head *h, const char *method, const char *place, const char *target,
                const char *version)
{
    *h = (struct head){.at = version + strlen(version) + 2};
    h->since_1_1 = strcmp(version, "HTTP/1.0") != 0;
    h->odd = !is_token(method, strlen(method)) || method + strlen(method) + 1 != place ||
             !is_target(target) || place + strlen(target) + 1 != version ||
             strncmp(version, "HTTP/1.", 7) != 0;
}

/* A body's length is digits alone: no sign, no list, nothing that another reader would stop at. */
static void take_length(struct head *h, const char *value, size_t n)
{
    h->lengths++;
    h->length = 0;
    h->odd |= !n || n > 15;
    for (size_t i = 0; i < n && n <= 15; i++) {
        h->odd |= value[i] < '0' || value[i] > '9';
        h->length = 10 * h->length + (uint64_t)(unsigned char)(value[i] - '0') % 10;
    }
}

/* CR LF became two NULs; both lie within the head, of which a line and an empty one are still to come or just
 * came */
static bool ended(const char *behind) { return !behind[-2] && !behind[-1]; }

void head_field(struct head *h, const char *name, size_t name_length, const char *value, size_t value_length)
{
    const char *blank = name + name_length + 1;
    h->odd |= name != h->at || !ended(name) || !is_token(name, name_length) || value < blank;
    while (!h->odd && blank < value)
        h->odd |= *blank != ' ' && *blank != '\t', blank++;
    h->odd |= !is_text(value, value_length);
    h->at = value + value_length + 2;
    h->hosts += is_named(name, name_length, "host");
    if (is_named(name, name_length, "content-length"))
        take_length(h, value, value_length);
    /* nothing that is sent here is long enough to be sent in chunks */
    h->odd |= is_named(name, name_length, "transfer-encoding");
}

int head_end(const struct head *h, const char *method, size_t length)
{
    bool hosts_wrong = h->hosts > 1 || (h->since_1_1 && !h->hosts);
    if (h->odd || h->at + 2 != method + length || !ended(h->at) || !ended(h->at + 2) || hosts_wrong ||
        h->lengths > 1)
        return 400;
    if (h->length > HEAD_BODY_MAX)
        return 413;
    static const char *const methods[] = {"GET", "HEAD", "POST", "PUT"};
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (!strcmp(method, methods[i]))
            return 0;
    return 405;
}
