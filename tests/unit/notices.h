/* The shipped reference data, a notify.conf in a folder, and notices as the outbox has them; cmocka.h stands
 * before. */
#ifndef TESTS_UNIT_NOTICES_H
#define TESTS_UNIT_NOTICES_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "collector/notify/forms.h"
#include "config/refdata_load.h"
#include "tests/unit/folder.h"

#define HOOK "[receiver a]\nkind = webhook\nurl = http://127.0.0.1/x\n"

static struct refdata ref;

static int make(void **state)
{
    struct str findings = {0};
    struct err e;
    int rc = refdata_load(&ref, "config", &findings, &e);
    str_release(&findings);
    setenv("NOTIFY_TEST", "SEC000", 1);
    return rc || folder_make(state);
}

static int clean(void **state)
{
    refdata_release(&ref);
    return folder_remove(state);
}

static void load(struct notify_conf *c, const char *text)
{
    struct err e = {0};
    folder_write("notify.conf", text);
    if (notify_conf_load(c, folder, &ref, &e))
        fail_msg("%s", e.text);
}

/* A notice of the outbox: `what` is the object's inside. */
static struct notice notice(struct arena *a, const char *kind, const char *region, const char *what)
{
    struct str body = {0}, id = {0};
    struct notice n;
    str_printf(&id, "%s%s", kind, what);
    char hash[SHA256_TEXT];
    sha256_text(id.p, id.len, hash);
    str_printf(
        &body,
        "{\"v\":1,\"id\":\"%.32s\",\"kind\":\"%s\",\"at\":\"2026-11-20T09:00:00+08:00\",\"region\":\"%s\","
        "\"dept\":\"%s\",\"object\":{%s}}",
        hash, kind, region, ref.depts[0].code, what);
    assert_true(notice_read(body.p, a, &n));
    str_release(&body);
    str_release(&id);
    return n;
}

#define RED "\"case_no\":\"C-1\",\"rule\":103,\"subject\":\"\",\"level\":\"red\""

#endif
