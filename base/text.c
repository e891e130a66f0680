#include "base/text.h"

#include <stdio.h>
#include <string.h>

#include "base/unicode.h"

bool text_number(const char *s, int64_t min, int64_t max, int64_t *out)
{
    bool minus = *s == '-';
    s += minus;
    size_t n = strspn(s, "0123456789");
    if (!n || n > 18 || s[n]) /* 18 digits always fit */
        return false;
    int64_t v = 0;
    for (; *s; s++)
        v = 10 * v + (*s - '0');
    v = minus ? -v : v;
    if (v < min || v > max)
        return false;
    *out = v;
    return true;
}

const char *text_bad_byte(const char *p, size_t n, char what[TEXT_WHAT])
{
    for (const char *end = p + n; p < end;) {
        unsigned char c = (unsigned char)*p;
        size_t len = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
        if (c < 0x20 || c == 0x7f) {
            snprintf(what, TEXT_WHAT, "control character 0x%02x, expected text", c);
            return p;
        }
        if (len > (size_t)(end - p) || !str_utf8(p, len)) {
            snprintf(what, TEXT_WHAT, "byte 0x%02x, expected UTF-8", c);
            return p;
        }
        p += len;
    }
    return NULL;
}

const char *text_skip_bom(const char *p, size_t n)
{
    return n >= 3 && !memcmp(p, "\xef\xbb\xbf", 3) ? p + 3 : p;
}

/* UTF-16 begins with its mark, or has a zero beside each letter. */
static bool utf16(const char *p, size_t n)
{
    size_t zeros = 0, looked = n < 200 ? n : 200;
    for (size_t i = 0; i < looked; i++)
        zeros += !p[i];
    return n >= 2 && (!memcmp(p, "\xff\xfe", 2) || !memcmp(p, "\xfe\xff", 2) || zeros > looked / 3);
}

/* GBK: every high byte begins a pair. Chance does that, too, but then few of the pairs are characters of GB
 * 2312, which everyday text is made of. */
static bool gbk(const char *p, size_t n)
{
    size_t pairs = 0, usual = 0;
    for (const char *end = p + n; p < end; p++) {
        uint8_t a = (uint8_t)*p, b = p + 1 < end ? (uint8_t)p[1] : 0;
        if (a < 0x80)
            continue;
        if (a == 0x80 || a == 0xff || b < 0x40 || b == 0x7f || b == 0xff)
            return false;
        pairs++;
        usual += b >= 0xa1 && ((a >= 0xa1 && a <= 0xa9) || (a >= 0xb0 && a <= 0xf7));
        p++;
    }
    return pairs && usual > pairs / 2;
}

#define SAVE_AGAIN \
    ", expected UTF-8: save it again, in Excel as \"CSV UTF-8\", in an editor with the encoding UTF-8"

bool text_foreign(const char *p, size_t n, struct text_at *at)
{
    *at = (struct text_at){"the file seems to be written in UTF-16" SAVE_AGAIN, 1, 1};
    if (utf16(p, n))
        return true;
    if (str_utf8(p, n) || !gbk(p, n))
        return false;
    at->text = "the file seems to be written in GBK" SAVE_AGAIN;
    for (size_t i = 0; (uint8_t)p[i] < 0x80; i++, at->column++)
        if (p[i] == '\n') {
            at->line++;
            at->column = 0;
        }
    return true;
}

void text_quote(struct str *out, const char *z)
{
    enum { MAX = 100 };
    struct str one = {0}, json = {0};
    if (!str_utf8(z, strlen(z))) {
        unicode_safe(&one, z, strlen(z));
        text_quote(out, one.p);
        str_release(&one);
        return;
    }
    const char *begin = z, *what;
    str_putc(out, '"');
    for (size_t n; *z && z - begin < MAX; z += n) {
        uint32_t c = unicode_point(z, &n);
        str_clear(&one);
        str_clear(&json);
        str_put(&one, z, n);
        str_json(&json, one.p);
        if (c < 0x80 || !unicode_unseen(one.p, &what))
            str_put(out, json.p + 1, json.len - 2);
        else
            str_printf(out, c > 0xffff ? "\\U%08x" : "\\u%04x", c);
    }
    str_puts(out, *z ? "…\"" : "\"");
    str_release(&one);
    str_release(&json);
}
