#include "reports/web/manual.h"

#include <assert.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "reports/web/html.h"

/* The description is part of the program, as the stylesheet is. */
__asm__(".section .rodata\n.global openapi, openapi_end\nopenapi:\n.incbin \"docs/openapi.yaml\"\n"
        "openapi_end:\n.byte 0\n.previous\n");
extern const char openapi[], openapi_end[];

struct address {
    const char *method, *pattern;
    const char *parameters; /* names, with a blank between them */
    const char *what;
};

static const struct address address_table[] = {
#define ADDRESS(method, pattern, parameters, what) {#method, pattern, parameters, what},
#include "reports/web/api.def"
};

static const struct {
    const char *pattern, *parameters;
} page_table[] = {
#define PAGE(pattern, parameters) {pattern, parameters},
#include "reports/web/api.def"
};

static const struct {
    const char *name, *what;
} parameter_table[] = {
#define PARAMETER(name, what) {name, what},
#include "reports/web/api.def"
};

#define EACH(v, table) (size_t v = 0; v < sizeof table / sizeof *table; v++)

enum { PARAMETERS = REQUEST_PARAMS, ROOM = 400 };

/* Divides the names in `room`, without that one; NULL ends them. */
static void divide(char room[ROOM], const char *without, const char *names[PARAMETERS + 1])
{
    char *rest = NULL;
    int n = 0;
    for (char *name = strtok_r(room, " ", &rest); name && n < PARAMETERS; name = strtok_r(NULL, " ", &rest))
        if (strcmp(name, without) != 0)
            names[n++] = name;
    names[n] = NULL;
}

static const char *parameters_of(const char *method, const char *pattern)
{
    for
        EACH(i, address_table)
    if (!strcmp(address_table[i].method, method) && !strcmp(address_table[i].pattern, pattern))
        return address_table[i].parameters;
    return NULL;
}

static const char *parameters_of_page(const char *pattern)
{
    for
        EACH(i, page_table)
    if (!strcmp(page_table[i].pattern, pattern))
        return page_table[i].parameters;
    return NULL;
}

int manual_only(const struct route *r, const struct request *rq, struct err *e)
{
    const char *names[PARAMETERS + 1], *own = parameters_of(r->method, r->pattern), *more = NULL;
    char room[ROOM], file[ROOM];
    if (!own && !strcmp(r->method, "GET") && (own = parameters_of_page(r->pattern))) {
        snprintf(file, sizeof file, "%s.*", r->pattern);
        more = parameters_of("GET", file);
    }
    if (!own && !route_is_api(r->pattern))
        return 0;
    int n = snprintf(room, sizeof room, "%s %s", own ? own : "", more ? more : "");
    assert(n < ROOM);
    divide(room, more ? "part" : "", names); /* of a file alone */
    return request_only(rq, names, e);
}

int page_openapi(struct page *p, struct reply *out, struct err *e)
{
    (void)p, (void)e;
    str_put(&out->body, openapi, (size_t)(openapi_end - openapi));
    out->type = "application/yaml; charset=utf-8";
    return 200;
}

static void put_addresses(struct str *out)
{
    static const struct column columns[] = {
        {TR("方法"), 't'}, {TR("地址"), 't'}, {TR("内容"), 't'}, {TR("参数"), 't'}};
    html_section(out, "addresses", tr("地址"));
    html_note(out, tr("* 处填编号、时期或文件名。"));
    html_table_of(out, tr("接口的地址"), columns);
    for
        EACH(i, address_table)
        {
            html_row(out);
            html_code_cell(out, address_table[i].method);
            html_head_cell(out, address_table[i].pattern, NULL);
            html_cell(out, tr(address_table[i].what));
            html_cell(out, address_table[i].parameters);
            str_putc(out, '\n');
        }
    html_table_end(out);
}

static void put_parameters(struct str *out)
{
    static const struct column columns[] = {{TR("参数"), 't'}, {TR("含义"), 't'}};
    html_section(out, "parameters", tr("参数"));
    html_table_of(out, tr("参数的含义"), columns);
    for
        EACH(i, parameter_table)
        {
            html_row(out);
            html_head_cell(out, parameter_table[i].name, NULL);
            html_cell(out, tr(parameter_table[i].what));
            str_putc(out, '\n');
        }
    html_table_end(out);
}

/* How a program signs in and reads what it gets; the rest is in the description. */
static void put_reading(struct str *out)
{
    str_printf(
        out,
        "<p>%s<a href=\"/api/openapi.yaml\">openapi.yaml</a>%s</p>\n<p>%s</p>\n"
        "<pre>curl -H 'Authorization: Bearer %s' 'https://…/api/v1/alerts?level=red&amp;limit=20'</pre>\n",
        tr("完整的说明（对象的每个字段、取值、错误）："), tr("，OpenAPI 3.1 格式，可导入常用工具。"),
        tr("接口与页面同一套数据、同一套权限：县区、部门只看到本单位的行。程序用令牌登录，由管理员发放："),
        tr("令牌"));
    str_printf(
        out, "<p>%s</p>\n",
        tr("列表有 <code>next</code> 时，用 <code>cursor=</code> 取下一段。比率附分子 <code>num</code>、分母 "
           "<code>den</code>，<code>bp</code> 是万分之一；得分 <code>score</code> 是千分之一分。没有的值是 "
           "<code>null</code>。出错时答 <code>{\"error\":{\"code\",\"message\"}}</code>；没有列出的参数"
           "一律 400。"));
}

int page_manual(struct page *p, struct reply *out, struct err *e)
{
    (void)e;
    html_begin(p, &out->body, tr("数据接口"), "/api");
    put_reading(&out->body);
    put_addresses(&out->body);
    put_parameters(&out->body);
    html_end(&out->body);
    return 200;
}
