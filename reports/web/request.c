#include "reports/web/request.h"

#include <string.h>

enum { NAME_MAX_BYTES = 60 }; /* none of ours is half as long, and it may stand in a sentence */

static int hex(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

const char *request_decode(const char *s, size_t n, bool plus, bool lines, struct arena *a)
{
    char *out = arena_alloc(a, n + 1), *w = out;
    for (size_t i = 0; i < n; i++) {
        int c = (unsigned char)s[i];
        if (c == '%') {
            int hi = i + 2 < n ? hex(s[i + 1]) : -1, lo = hi >= 0 ? hex(s[i + 2]) : -1;
            if (hi < 0 || lo < 0)
                return NULL;
            c = 16 * hi + lo;
            i += 2;
        } else if (c == '+' && plus)
            c = ' ';
        if ((c < 0x20 && !(lines && (c == '\n' || c == '\r' || c == '\t'))) || c == 0x7f)
            return NULL;
        *w++ = (char)c;
    }
    *w = 0;
    return str_utf8(out, (size_t)(w - out)) ? out : NULL;
}

/* the length of a '.' at s, which may be written %2e; 0: there is none */
static size_t dot(const char *s, size_t n)
{
    return n && s[0] == '.' ? 1 : n >= 3 && s[0] == '%' && s[1] == '2' && (s[2] | 0x20) == 'e' ? 3 : 0;
}

/* Is there a segment `.` or `..` on the way? Who asks through a browser or a proxy never sends one: they undo
 * it. The last segment may be one behind another that says what it is: the number of a case. Judged before
 * %2F is undone: a slash in a number divides nothing. */
static bool dotted(const char *path, size_t n)
{
    for (const char *p = path + 1, *end = path + n, *next; p <= end; p = next + 1) {
        next = memchr(p, '/', (size_t)(end - p));
        next = next ? next : end;
        size_t length = (size_t)(next - p), first = dot(p, length), second = dot(p + first, length - first);
        if (first && first + second == length && (next < end || p == path + 1))
            return true;
    }
    return false;
}

static int add_param(struct request *rq, const char *s, size_t n, struct arena *a, struct err *e)
{
    const char *eq = memchr(s, '=', n);
    size_t name_len = eq ? (size_t)(eq - s) : n;
    const char *name = request_decode(s, name_len, true, false, a),
               *value = eq ? request_decode(eq + 1, n - name_len - 1, true, false, a) : "";
    if (!name || !value)
        return err_usage(e, tr_in(rq->lang, "网址的参数含有不允许的字符"));
    if (strlen(name) > NAME_MAX_BYTES)
        return err_usage(e, tr_in(rq->lang, "网址里有一个参数名太长"));
    for (int i = 0; i < rq->n_params; i++)
        if (!strcmp(rq->param[i].name, name))
            return err_usage(e, tr_in(rq->lang, "网址的参数 %s 出现了两次"), name);
    if (rq->n_params == REQUEST_PARAMS)
        return err_usage(e, tr_in(rq->lang, "网址的参数太多"));
    rq->param[rq->n_params].name = name;
    rq->param[rq->n_params++].value = value;
    return 0;
}

int request_parse(struct request *rq, const char *target, struct arena *a, struct err *e)
{
    *rq = (struct request){.path = "", .arg = "", .lang = rq->lang};
    size_t n = strcspn(target, "?");
    rq->path = target[0] == '/' ? request_decode(target, n, false, false, a) : NULL;
    if (!rq->path || dotted(target, n))
        return err_usage(e, tr_in(rq->lang, "网址含有不允许的字符"));
    for (const char *q = target + n; *q; q += strcspn(q, "&")) {
        q++;
        size_t len = strcspn(q, "&");
        if (len && add_param(rq, q, len, a, e))
            return -1;
    }
    return 0;
}

const char *request_get(const struct request *rq, const char *name)
{
    for (int i = 0; i < rq->n_params; i++)
        if (!strcmp(rq->param[i].name, name))
            return rq->param[i].value[0] ? rq->param[i].value : NULL;
    return NULL;
}

int request_month(const struct request *rq, const char *name, month *out, struct err *e)
{
    const char *v = request_get(rq, name);
    return !v || (month_parse(v, strlen(v), out) && month_possible(*out))
               ? 0
               : err_usage(e, tr_in(rq->lang, "参数 %s 应是月份，如 2026-10"), name);
}

int request_period(const struct request *rq, const char *name, month *first, month *last, struct err *e)
{
    const char *v = request_get(rq, name);
    return !v || (period_parse(v, strlen(v), first, last) && month_possible(*first))
               ? 0
               : err_usage(
                     e,
                     tr_in(rq->lang, "参数 %s 应是月份、季度、半年或年，如 2026-10、2026-Q3、2026-H1、2026"),
                     name);
}

int request_int(const struct request *rq, const char *name, int64_t min, int64_t max, int64_t *out,
                struct err *e)
{
    const char *v = request_get(rq, name);
    if (!v)
        return 0;
    int64_t n = 0;
    size_t len = strlen(v);
    if (len > 18 || strspn(v, "0123456789") != len)
        return err_usage(e, tr_in(rq->lang, "参数 %s 应是数字"), name);
    for (; *v; v++)
        n = 10 * n + (*v - '0');
    if (n < min || n > max)
        return err_usage(e, tr_in(rq->lang, "参数 %s 应在 %lld 与 %lld 之间"), name, (long long)min,
                         (long long)max);
    *out = n;
    return 0;
}

int request_word(const struct request *rq, const char *name, const char *const *words, const char **out,
                 struct err *e)
{
    const char *v = request_get(rq, name);
    if (!v)
        return 0;
    for (; *words; words++)
        if (!strcmp(*words, v)) {
            *out = *words;
            return 0;
        }
    return err_usage(e, tr_in(rq->lang, "参数 %s 没有这个值"), name);
}

int request_only(const struct request *rq, const char *const *names, struct err *e)
{
    enum { SAID = 60 };
    for (int i = 0; i < rq->n_params; i++) {
        const char *name = rq->param[i].name;
        const char *const *known = names;
        while (*known && strcmp(*known, name) != 0)
            known++;
        if (!*known)
            return err_usage(e, tr_in(rq->lang, "没有这个参数：%.*s"), (int)str_fit(name, SAID), name);
    }
    return 0;
}

int request_with(const struct request *rq, const char *name, const char *with, struct err *e)
{
    if (!request_get(rq, name) || request_get(rq, with))
        return 0;
    return err_usage(e, tr_in(rq->lang, "参数 %s 只与 %s 一起用"), name, with);
}

static void put_param(struct str *out, size_t start, const char *name, const char *value)
{
    if (!value || !value[0])
        return;
    str_putc(out, out->len == start ? '?' : '&');
    str_url(out, name);
    str_putc(out, '=');
    str_url(out, value);
}

/* Where in a list somebody is. */
static bool is_place(const char *name) { return !strcmp(name, "cursor") || !strcmp(name, "page"); }

static void put_query(struct str *out, const struct request *rq, const char *name, const char *value,
                      bool anew)
{
    size_t start = out->len;
    for (int i = 0; i < rq->n_params; i++)
        if (strcmp(rq->param[i].name, name) && !(anew && is_place(rq->param[i].name)))
            put_param(out, start, rq->param[i].name, rq->param[i].value);
    put_param(out, start, name, value);
}

void request_query_with(struct str *out, const struct request *rq, const char *name, const char *value)
{
    put_query(out, rq, name, value, false);
}

void request_query_anew(struct str *out, const struct request *rq, const char *name, const char *value)
{
    put_query(out, rq, name, value, true);
}
