#include "collector/notify/answer.h"

#include <jansson.h>
#include <stdio.h>

/* A robot answers 200 whatever happened; errcode says it. Too many messages: 企业微信 45009 for a minute,
 * 钉钉 130101 (now also 660026) for ten. */
static bool robot_took(const struct answer *a, char why[100], int64_t *wait)
{
    json_t *root = json_loadb(a->body, a->n, 0, NULL), *code = json_object_get(root, "errcode");
    bool said = json_is_integer(code);
    json_int_t n = json_integer_value(code);
    json_decref(root);
    if (!said)
        snprintf(why, 100, "it answers without an errcode");
    else if (n)
        snprintf(why, 100, "errcode %" JSON_INTEGER_FORMAT, n);
    *wait = n == 45009 ? 60 : n == 130101 || n == 660026 ? 600 : 0;
    return said && !n;
}

bool answer_judge(enum notify_kind kind, const struct answer *a, char why[100], int64_t *wait)
{
    *wait = a->retry_after > 0 ? a->retry_after : 0;
    if (a->failed) {
        snprintf(why, 100, "%s", a->failed);
        return false;
    }
    if (kind == NOTIFY_MAIL)
        return true;
    if (a->status < 200 || a->status > 299) {
        snprintf(why, 100, "HTTP status %ld", a->status);
        return false;
    }
    return (kind != NOTIFY_WECOM && kind != NOTIFY_DINGTALK) || robot_took(a, why, wait);
}
