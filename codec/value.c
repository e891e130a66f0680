#include "codec/value.h"

#include <errno.h>
#include <float.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SCAN_DEPTH = 4, SCAN_MEMBERS = 24, SCAN_DIGITS = 18 };

/* ---- the scanner: false means "let Jansson decide", never "wrong" ---- */

struct scan {
    const char *p, *end;
    struct arena *a;
};

static void skip_space(struct scan *s)
{
    while (s->p < s->end && (*s->p == ' ' || *s->p == '\t' || *s->p == '\n' || *s->p == '\r'))
        s->p++;
}

static bool take_char(struct scan *s, char c)
{
    skip_space(s);
    if (s->p == s->end || *s->p != c)
        return false;
    s->p++;
    return true;
}

static bool scan_string(struct scan *s, const char **text, uint32_t *n)
{
    if (!take_char(s, '"'))
        return false;
    const char *from = s->p;
    while (s->p < s->end && (unsigned char)*s->p >= 0x20 && *s->p != '"' && *s->p != '\\')
        s->p++;
    if (s->p == s->end || *s->p != '"')
        return false;
    *n = (uint32_t)(s->p++ - from);
    *text = arena_strndup(s->a, from, *n);
    return true;
}

static bool scan_integer(struct scan *s, struct value *v)
{
    bool minus = *s->p == '-';
    const char *from = s->p += minus;
    int64_t i = 0;
    for (; s->p < s->end && *s->p >= '0' && *s->p <= '9' && s->p - from < SCAN_DIGITS; s->p++)
        i = 10 * i + *s->p - '0';
    bool more = s->p < s->end && strchr(".eE0123456789", *s->p);
    if (s->p == from || more || (*from == '0' && s->p - from > 1))
        return false;
    v->type = VALUE_INTEGER;
    v->integer = minus ? -i : i;
    return true;
}

static bool scan_word(struct scan *s, struct value *v)
{
    static const struct {
        const char *word;
        size_t n;
        enum value_type type;
    } row[] = {
        {"true", 4, VALUE_TRUE},
        {"false", 5, VALUE_FALSE},
        {"null", 4, VALUE_NULL},
    };
    for (size_t i = 0; i < 3; i++)
        if ((size_t)(s->end - s->p) >= row[i].n && !memcmp(s->p, row[i].word, row[i].n)) {
            s->p += row[i].n;
            v->type = row[i].type;
            return true;
        }
    return false;
}

static bool scan_value(struct scan *s, struct value *v, int depth);

static bool name_seen(const struct member *m, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (m[i].n == m[n].n && !memcmp(m[i].name, m[n].name, m[n].n))
            return true;
    return false;
}

static bool scan_object(struct scan *s, struct value *v, int depth)
{
    struct member m[SCAN_MEMBERS];
    uint32_t n = 0;
    s->p++;
    if (!take_char(s, '}'))
        do {
            if (n == SCAN_MEMBERS || !scan_string(s, &m[n].name, &m[n].n) || name_seen(m, n) ||
                !take_char(s, ':') || !scan_value(s, &m[n].value, depth + 1))
                return false;
            n++;
        } while (take_char(s, ','));
    if (n && !take_char(s, '}'))
        return false;
    *v = (struct value){.type = VALUE_OBJECT, .n = n, .member = arena_alloc(s->a, n * sizeof *m)};
    memcpy(v->member, m, n * sizeof *m);
    return true;
}

static bool scan_array(struct scan *s, struct value *v, int depth)
{
    struct value item[SCAN_MEMBERS];
    uint32_t n = 0;
    s->p++;
    if (!take_char(s, ']'))
        do {
            if (n == SCAN_MEMBERS || !scan_value(s, &item[n], depth + 1))
                return false;
            n++;
        } while (take_char(s, ','));
    if (n && !take_char(s, ']'))
        return false;
    *v = (struct value){.type = VALUE_ARRAY, .n = n, .item = arena_alloc(s->a, n * sizeof *item)};
    memcpy(v->item, item, n * sizeof *item);
    return true;
}

static bool scan_value(struct scan *s, struct value *v, int depth)
{
    skip_space(s);
    if (s->p == s->end || depth == SCAN_DEPTH)
        return false;
    *v = (struct value){0};
    switch (*s->p) {
    case '{': return scan_object(s, v, depth);
    case '[': return scan_array(s, v, depth);
    case '"': v->type = VALUE_STRING; return scan_string(s, &v->text, &v->n);
    case 't':
    case 'f':
    case 'n': return scan_word(s, v);
    default: return scan_integer(s, v);
    }
}

/* ---- Jansson ---- */

static void convert(const json_t *j, bool patched, struct arena *a, struct value *v);

static void convert_object(const json_t *j, bool patched, struct arena *a, struct value *v)
{
    size_t n = json_object_size(j), i = 0;
    *v = (struct value){
        .type = VALUE_OBJECT, .n = (uint32_t)n, .member = arena_alloc(a, (n + 1) * sizeof *v->member)};
    for (void *it = json_object_iter((json_t *)j); it; it = json_object_iter_next((json_t *)j, it), i++) {
        size_t len = json_object_iter_key_len(it);
        v->member[i].name = arena_strndup(a, json_object_iter_key(it), len);
        v->member[i].n = (uint32_t)len;
        convert(json_object_iter_value(it), patched, a, &v->member[i].value);
    }
}

static void convert_array(const json_t *j, bool patched, struct arena *a, struct value *v)
{
    size_t n = json_array_size(j);
    *v = (struct value){
        .type = VALUE_ARRAY, .n = (uint32_t)n, .item = arena_alloc(a, (n + 1) * sizeof *v->item)};
    for (size_t i = 0; i < n; i++)
        convert(json_array_get(j, i), patched, a, &v->item[i]);
}

/* What stands for a number that Jansson does not take. */
#define PATCH "9e-9"

static void convert_real(const json_t *j, bool patched, struct arena *a, struct value *v)
{
    char text[40];
    snprintf(text, sizeof text, "%.15g", json_real_value(j));
    if (!strpbrk(text, ".e"))
        strcat(text, ".0");
    bool beyond = patched && json_real_value(j) == strtod(PATCH, NULL);
    *v = (struct value){.type = VALUE_REAL,
                        .text = beyond ? "a number beyond 64 bits" : arena_strdup(a, text)};
}

static void convert(const json_t *j, bool patched, struct arena *a, struct value *v)
{
    switch (json_typeof(j)) {
    case JSON_OBJECT: convert_object(j, patched, a, v); break;
    case JSON_ARRAY: convert_array(j, patched, a, v); break;
    case JSON_STRING:
        *v = (struct value){.type = VALUE_STRING, .n = (uint32_t)json_string_length(j)};
        v->text = arena_strndup(a, json_string_value(j), v->n);
        break;
    case JSON_INTEGER: *v = (struct value){.type = VALUE_INTEGER, .integer = json_integer_value(j)}; break;
    case JSON_REAL: convert_real(j, patched, a, v); break;
    case JSON_TRUE: *v = (struct value){.type = VALUE_TRUE}; break;
    case JSON_FALSE: *v = (struct value){.type = VALUE_FALSE}; break;
    case JSON_NULL: *v = (struct value){0}; break;
    }
}

static char *skip_digits(char *p) { return p + strspn(p, "0123456789"); }

/* Where the number at p ends by JSON's grammar; p: it is none. */
static char *number_end(char *p)
{
    char *from = p, *digits = p + (*p == '-');
    p = skip_digits(digits);
    if (p == digits || (*digits == '0' && p > digits + 1))
        return from;
    if (*p == '.') {
        digits = p + 1;
        p = skip_digits(digits);
    }
    if (p > digits && (*p == 'e' || *p == 'E')) {
        digits = p + 1 + (p[1] == '+' || p[1] == '-');
        p = skip_digits(digits);
    }
    return p == digits ? from : p;
}

/* The closing quote of the string that opens at p, or the end. */
static char *string_end(char *p, const char *end)
{
    for (p++; p < end && *p != '"'; p++)
        p += *p == '\\' && p + 1 < end;
    return p;
}

/* Does the number not fit an integer of 64 bits, or, where it has a fraction or exponent, a double? */
static bool beyond(const char *from, const char *to)
{
    bool whole = !memchr(from, '.', (size_t)(to - from)) && !memchr(from, 'e', (size_t)(to - from)) &&
                 !memchr(from, 'E', (size_t)(to - from));
    errno = 0;
    if (whole)
        return strtoll(from, NULL, 10), errno == ERANGE;
    double d = strtod(from, NULL);
    return d > DBL_MAX || d < -DBL_MAX;
}

/* Puts a real in the place of every number that is too large: such a text is JSON all the same, and the field
 * that holds the number can then be named or dropped like any other. What was not JSON does not become it. */
static char *patch_numbers(struct arena *a, const char *bytes, size_t n)
{
    char *text = arena_strndup(a, bytes, n), *to;
    for (char *p = text; p < text + n; p = to) {
        if (*p == '"') {
            to = string_end(p, text + n) + 1;
            continue;
        }
        to = p + strspn(p, "0123456789+-.eE"); /* what looks like a number but is none is passed over whole */
        to += to == p;
        char *end = number_end(p);
        if (end > p && beyond(p, end)) {
            memset(p, ' ', (size_t)(end - p));
            memcpy(p, PATCH, sizeof PATCH - 1);
        }
    }
    return text;
}

const struct value *value_read_slowly(const char *bytes, size_t n, struct arena *a, char why[200])
{
    json_error_t je;
    size_t flags = JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL | JSON_DECODE_ANY;
    json_t *j = json_loadb(bytes, n, flags, &je);
    bool patched = !j && json_error_code(&je) == json_error_numeric_overflow;
    if (patched)
        j = json_loadb(patch_numbers(a, bytes, n), n, flags, &je);
    if (!j) {
        snprintf(why, 200, "%s (byte %d)", je.text, je.position);
        return NULL;
    }
    struct value *v = arena_alloc(a, sizeof *v);
    convert(j, patched, a, v);
    json_decref(j);
    return v;
}

const struct value *value_read(const char *bytes, size_t n, struct arena *a, char why[200])
{
    struct scan s = {bytes, bytes + n, a};
    struct value *v = arena_alloc(a, sizeof *v);
    if (scan_value(&s, v, 0) && (skip_space(&s), s.p == s.end))
        return v;
    return value_read_slowly(bytes, n, a, why);
}

const struct value *value_member(const struct value *v, const char *name)
{
    if (!v || v->type != VALUE_OBJECT)
        return NULL;
    size_t n = strlen(name);
    for (uint32_t i = 0; i < v->n; i++)
        if (v->member[i].n == n && !memcmp(v->member[i].name, name, n))
            return v->member[i].value.type == VALUE_NULL ? NULL : &v->member[i].value;
    return NULL;
}

const char *value_text(const struct value *v)
{
    return v && v->type == VALUE_STRING && strlen(v->text) == v->n ? v->text : NULL;
}

static void brief_text(struct str *out, const struct value *v, size_t max)
{
    size_t n = strlen(v->text), cut = n < max ? n : max;
    while (cut < n && cut && ((unsigned char)v->text[cut] & 0xc0) == 0x80)
        cut--;
    struct str part = {0};
    str_put(&part, v->text, cut);
    str_json(out, str_text(&part));
    str_release(&part);
    if (cut < v->n)
        str_puts(out, "…");
}

void value_brief(struct str *out, const struct value *v, size_t max)
{
    switch (v->type) {
    case VALUE_NULL: str_puts(out, "null"); break;
    case VALUE_FALSE: str_puts(out, "false"); break;
    case VALUE_TRUE: str_puts(out, "true"); break;
    case VALUE_INTEGER: str_int(out, v->integer); break;
    case VALUE_REAL: str_puts(out, v->text); break;
    case VALUE_STRING: brief_text(out, v, max); break;
    case VALUE_ARRAY: str_printf(out, "an array of %u", v->n); break;
    case VALUE_OBJECT: str_printf(out, "an object of %u", v->n); break;
    }
}
