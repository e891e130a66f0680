#include <string.h>

#include "base/log.h"
#include "base/unicode.h"
#include "reports/named.h"
#include "reports/web/html.h"
#include "reports/web/manual.h"

const struct route route_table[] = {
#define ROUTE(method, pattern, fn, needs, what) {#method, pattern, fn, ROUTE_##needs, false, what},
#define OPEN(method, pattern, fn, needs, what) {#method, pattern, fn, ROUTE_##needs, true, what},
#include "reports/web/routes.def"
};
const int route_count = sizeof route_table / sizeof *route_table;

static const char *match(const char *pattern, const char *path, struct arena *a)
{
    const char *star = strchr(pattern, '*');
    if (!star)
        return strcmp(pattern, path) ? NULL : "";
    size_t head = (size_t)(star - pattern), tail = strlen(star + 1), n = strlen(path);
    if (n <= head + tail || memcmp(path, pattern, head) || memcmp(path + n - tail, star + 1, tail))
        return NULL;
    return arena_strndup(a, path + head, n - head - tail);
}

/* HEAD is answered wherever GET is. The first pattern that fits is meant, under whatever method. */
static const struct route *find(struct request *rq, const char *method, struct arena *a, struct str *others)
{
    const char *meant = NULL;
    if (!strcmp(method, "HEAD"))
        method = "GET";
    for (const struct route *r = route_table; r < route_table + route_count; r++) {
        const char *arg = meant && strcmp(meant, r->pattern) ? NULL : match(r->pattern, rq->path, a);
        if (!arg)
            continue;
        rq->arg = arg;
        meant = r->pattern;
        if (!strcmp(r->method, method))
            return r;
        str_printf(others, "%s%s%s", others->len ? ", " : "", r->method,
                   strcmp(r->method, "GET") ? "" : ", HEAD");
    }
    return NULL;
}

const struct route *route_find(struct request *rq, struct arena *a)
{
    struct str others = {0};
    const struct route *r = find(rq, "GET", a, &others);
    str_release(&others);
    return r;
}

bool route_is_api(const char *path) { return !strncmp(path, "/api/", 5) || !strncmp(path, "/readyz", 7); }

static const struct {
    int status;
    const char *code, *title, *text;
} failure[] = {
    {400, "bad_request", TR("请求有误"), TR("网址或参数有误。")},
    {401, "unauthorized", TR("请先登录"), TR("请先登录。接口用令牌：Authorization: Bearer …")},
    {403, "forbidden", TR("不允许"), TR("没有这样做的权限。")},
    {404, "not_found", TR("没有这一页"), TR("没有找到所要的内容，请检查网址。")},
    {405, "method_not_allowed", TR("不支持的方法"), TR("这个网址不支持所用的方法。")},
    {409, "conflict", TR("与现状冲突"), TR("目前的状态不允许。")},
    {412, "precondition_failed", TR("内容已被他人修改"), TR("内容已被他人修改，请重新打开后再改。")},
    {413, "too_large", TR("内容过大"), TR("提交的内容过大。")},
    {415, "unsupported_media_type", TR("内容类型不对"), TR("不接受这种类型的内容。")},
    {503, "unavailable", TR("暂时无法查询"),
     TR("数据库暂时连接不上，系统正在自动重连，请稍后刷新。事件的接收不受影响。")},
    {500, "internal", TR("系统出错"), TR("系统出错，已记录。")}, /* the last one stands for all others */
};

/* the body of a status other than 200: what the user may know, never what went wrong inside */
static void put_error(struct reply *out, const struct page *p, const char *target, int status,
                      const struct err *e)
{
    size_t i = 0;
    while (i + 1 < sizeof failure / sizeof *failure && failure[i].status != status)
        i++;
    const char *text = e && e->kind == ERR_USAGE && e->text[0] ? e->text : tr(failure[i].text);
    struct str safe = {0}; /* it may quote what was asked */
    unicode_safe(&safe, text, strlen(text));
    str_clear(&out->body);
    if (route_is_api(target)) {
        out->type = "application/json";
        str_puts(&out->body, "{\"error\":{\"code\":");
        str_json(&out->body, failure[i].code);
        str_puts(&out->body, ",\"message\":");
        str_json(&out->body, str_text(&safe));
        str_puts(&out->body, "}}\n");
    } else {
        out->type = "text/html; charset=utf-8";
        html_plain(&out->body, p, target, tr(failure[i].title), str_text(&safe));
    }
    str_release(&safe);
}

void route_error(struct reply *out, const char *target, int status, const struct err *e)
{
    put_error(out, NULL, target, status, e);
}

static int call(struct page *p, const struct route *r, struct reply *out, struct err *e)
{
    int status;
    if (manual_only(r, p->rq, e))
        return 400;
    if (r->needs == ROUTE_FREE || r->needs == ROUTE_ACT)
        status = r->fn(p, out, e);
    else {
        if (read_begin(p->view.read, &p->view.viewer, &p->stamp, e))
            return 503; /* said once in the log by read_begin */
        view_at(&p->view, p->stamp.now);
        status = r->fn(p, out, e);
        read_end(p->view.read);
    }
    if ((status == 500 || status == 503) && e->text[0])
        log_error("%s %s: %s", r->method, r->pattern, e->text);
    return status;
}

bool route_exports(const struct route *r, const struct request *rq)
{
    static const char *const suffix[] = {".csv", ".xlsx", ".json", ".docx", ".pdf", ".html"},
                             *const papers[] = {"/bulletins/*", "/orders/*"};
    const char *end = strrchr(rq->path, '.'), *star = strstr(r->pattern, ".*");
    bool lists = (star && !star[2]) || !strcmp(r->pattern, papers[0]) || !strcmp(r->pattern, papers[1]),
         file = false;
    for (size_t i = 0; end && i < sizeof suffix / sizeof *suffix; i++)
        file = file || !strcmp(end, suffix[i]);
    return lists && file;
}

const struct route *route_open(struct request *rq, const char *method, const char *target, struct arena *a,
                               int *status, const char **allow, struct err *e)
{
    struct str others = {0};
    e->text[0] = 0;
    *status = 400;
    rq->lang = say_lang();
    if (request_parse(rq, target, a, e))
        return NULL;
    const struct route *r = find(rq, method, a, &others);
    *status = others.len ? 405 : 404;
    *allow = others.len ? arena_strdup(a, others.p) : NULL;
    str_release(&others);
    return r;
}

/* An object of the API says what its codes are called, whatever made it. */
static void add_names(struct page *p, struct reply *out)
{
    struct str named = {0};
    if (!route_is_api(p->rq->path) || strcmp(out->type, "application/json") != 0 || out->exact)
        return;
    named_json(&named, str_text(&out->body), out->body.len, p->view.ref);
    str_release(&out->body);
    out->body = named;
}

int route_run(struct page *p, const struct route *r, struct reply *out)
{
    struct err e = {.text = ""};
    p->view.now = INSTANT_NONE;
    p->stamp = (struct read_stamp){.now = INSTANT_NONE, .data = INSTANT_NONE};
    out->type = "text/html; charset=utf-8";
    int status = call(p, r, out, &e);
    if (status >= 400 && !(out->body.len && !e.text[0]))
        put_error(out, p, p->letter->target, status, &e);
    else if (status < 300)
        add_names(p, out);
    return status;
}
