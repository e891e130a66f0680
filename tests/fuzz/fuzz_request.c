/* What a visitor sends: any bytes as a target (first byte even) or as a head (odd). A target that is taken is text, and its query written again means
 * the same; a head that is taken has no other reading: lines end with CR LF alone and hold no control character. */
#include "reports/web/request.h"
#include "tests/fuzz/fuzz.h"
#include "tests/unit/left.h"

static void clean(const char *s)
{
    MUST(str_utf8(s, strlen(s)));
    for (; *s; s++)
        MUST((unsigned char)*s >= 0x20 && *s != 0x7f);
}

static void query_again(const struct request *rq, struct arena *a)
{
    struct str target = {0};
    struct request again = {0};
    struct err e;
    str_puts(&target, "/x");
    request_query_with(&target, rq, "cursor", request_get(rq, "cursor"));
    MUST(!request_parse(&again, str_text(&target), a, &e));
    for (int i = 0; i < rq->n_params; i++) {
        const char *was = request_get(rq, rq->param[i].name), *is = request_get(&again, rq->param[i].name);
        MUST(was ? is && !strcmp(was, is) : !is);
    }
    str_release(&target);
}

static void read_target(const char *target, struct arena *a)
{
    struct request rq = {0};
    struct err e = {.text = ""};
    month first, last;
    int64_t n;
    if (request_parse(&rq, target, a, &e)) {
        MUST(e.text[0]);
        return;
    }
    MUST(rq.path[0] == '/' && rq.n_params <= REQUEST_PARAMS);
    clean(rq.path);
    for (int i = 0; i < rq.n_params; i++) {
        const char *name = rq.param[i].name;
        clean(name);
        clean(rq.param[i].value);
        first = last = 0;
        if (!request_period(&rq, name, &first, &last, &e) && request_get(&rq, name))
            MUST(month_possible(first) && month_possible(last) && first <= last);
        if (!request_int(&rq, name, 1, 500, &n, &e) && request_get(&rq, name))
            MUST(n >= 1 && n <= 500);
    }
    query_again(&rq, a);
}

static void read_head(const char *raw, size_t n)
{
    static struct left l;
    int status = left_judged(&l, raw, n);
    if (status == 1 || status == 400)
        return;
    const char *p = raw + (l.method - l.bytes), *end = p + l.length;
    while (p < end) {
        size_t n_ends = 0, nuls = 0;
        for (; p + n_ends < end && (!p[n_ends] || strchr("\r\n", p[n_ends])); n_ends++)
            nuls += !p[n_ends];
        if (!n_ends)
            MUST(((unsigned char)*p >= 0x20 && *p != 0x7f) || *p == '\t');
        else if (!nuls) /* NULs in front of an LF are the one thing that cannot be told from a CR */
            MUST(n_ends == (p + n_ends == end ? 4 : 2) && !memcmp(p, "\r\n\r\n", n_ends));
        p += n_ends ? n_ends : 1;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena a;
    if (!size)
        return 0;
    char *text = malloc(size);
    memcpy(text, data + 1, size - 1);
    text[size - 1] = 0;
    arena_reset(&a);
    if (data[0] & 1)
        read_head(text, size - 1);
    else
        read_target(text, &a);
    free(text);
    return 0;
}
