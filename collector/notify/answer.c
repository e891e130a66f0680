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

/* The replies to the addresses are those before the one to DATA, which is the last 3xx. */
static void say_refused(const struct answer *a, char why[100])
{
    int data = (int)a->n - 1, refused = 0, first = 0;
    while (data >= 0 && a->body[data] != '3')
        data--;
    if (data < a->addresses)
        return;
    const char *said = a->body + data - a->addresses;
    for (int i = a->addresses; i; i--)
        if (said[i - 1] != '2')
            refused++, first = i;
    if (refused)
        snprintf(why, 100, "%d of %d addresses are refused, the first is number %d", refused, a->addresses,
                 first);
}

/* What is refused for now (a greylist, a full mailbox) puts off the mail to all, so that nobody gets it
 * twice, but for ten minutes only: then it goes without that address. */
bool answer_later(char digit, unsigned tries)
{
    enum { PATIENCE = 15 }; /* when_again: 1, 2, 4 … 60 s between them */
    return digit == '4' && tries <= PATIENCE;
}

bool answer_judge(enum notify_kind kind, const struct answer *a, char why[100], int64_t *wait)
{
    *wait = a->retry_after > 0 ? a->retry_after : 0;
    *why = 0;
    if (a->failed) {
        snprintf(why, 100, "%s", a->failed);
        return false;
    }
    if (kind == NOTIFY_MAIL) {
        say_refused(a, why);
        return true;
    }
    if (a->status < 200 || a->status > 299) {
        snprintf(why, 100, "HTTP status %ld", a->status);
        return false;
    }
    return (kind != NOTIFY_WECOM && kind != NOTIFY_DINGTALK) || robot_took(a, why, wait);
}
