#include "base/address.h"

#include <stdint.h>
#include <string.h>

#include "base/text.h"

static bool host_parse(const char *s, size_t n, char host[256])
{
    static const char signs[] = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-_:%";
    bool bracket = n > 1 && s[0] == '[' && s[n - 1] == ']';
    s += bracket;
    n -= bracket ? 2 : 0;
    if (n >= 256)
        return false;
    memcpy(host, s, n);
    host[n] = 0;
    return strlen(host) == n && strspn(host, signs) == n;
}

static bool port_parse(const char *s, size_t n, int *port)
{
    char digits[6] = "";
    int64_t v = -1;
    memcpy(digits, s, n < sizeof digits ? n : 0);
    if (*digits == '-' || !text_number(digits, 0, 65535, &v))
        return false;
    *port = (int)v;
    return true;
}

bool address_parse(const char *s, size_t n, struct address *a)
{
    const char *colon = memrchr(s, ':', n), *end = s + n;
    a->port = -1;
    if (!colon || (n && end[-1] == ']'))
        return host_parse(s, n, a->host);
    return host_parse(s, (size_t)(colon - s), a->host) &&
           port_parse(colon + 1, (size_t)(end - colon - 1), &a->port);
}

int address_to_listen(const char *s, struct address *a, struct err *e)
{
    return address_parse(s, strlen(s), a) && a->port >= 0 ? 0
                                                          : err_usage(e, "listen: \"%s\" is no host:port", s);
}
