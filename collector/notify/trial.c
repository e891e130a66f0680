#include "collector/notify/trial.h"

#include <curl/curl.h>
#include <stdio.h>

#include "collector/notify/request.h"

bool trial_send(const struct notify_conf *c, const struct notify_receiver *to, const struct refdata *ref,
                instant now, char why[100])
{
    struct arena a = {0};
    struct forms_message m;
    struct request r = {0};
    struct err e;
    int64_t wait;
    const struct notice n = {.id = "test",
                             .kind = "测试消息",
                             .at = now,
                             .reply_due = DAY_NONE,
                             .due = DAY_NONE,
                             .used = DAYS_NONE,
                             .limit = DAYS_NONE};
    bool took = false;
    forms_begin(&m, c, to, "test", ref, &a);
    m.now = now;
    forms_add(&m, &n);
    forms_close(&m);
    request_make(&r, &m);
    if (request_start(&r, now / 1000, &e))
        snprintf(why, 100, "%.99s", e.text);
    else
        took = request_taken(&r, (int)curl_easy_perform(r.easy), why, &wait);
    request_release(&r);
    forms_release(&m);
    arena_release(&a);
    return took;
}
