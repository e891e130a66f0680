/* Messages of events for the tests of decode: a good one of a type, with fields changed, and what decode says
 * to it. */
#ifndef TESTS_MESSAGE_H
#define TESTS_MESSAGE_H

#include "analyzer/indicators.h"
#include "codec/decode.h"
#include "config/refdata_load.h"
#include "tests/unit/folder.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))
#define ITEM31 "1234567890123456789012345678901"
#define TEN "一二三四五六七八九十"

static struct refdata ref;
static struct arena arena;
static const instant clock_is = 1773532800 * SECOND; /* 2026-03-15T08:00:00+08:00 */

static inline int message_load(void **state)
{
    struct err e;
    struct str findings = {0};
    if (folder_make(state))
        return -1;
    folder_write("regions.csv",
                 "code,name,league\n371300,市,\n371302,甲区,county\n371302001,甲镇,\nLY-SC,商城,zone\n");
    folder_write("departments.csv", "code,name,region,league\nD1,甲局,371302,\nD2,乙局,,department\n");
    folder_write("items.csv", "item,name,type,kind,dept,regions,statutory_days,promised_days,unit,fee,"
                              "basis\nI1,甲,01,,*,*,20,8,wd,0,\n" ITEM31 ",乙,20,,*,*,,,,,\n");
    int rc = refdata_load(&ref, folder, &findings, &e);
    str_release(&findings);
    return rc;
}

static inline int message_unload(void **state)
{
    arena_release(&arena);
    refdata_release(&ref);
    return folder_remove(state);
}

/* The value of `name` in "name=json|name=json", NULL: it is not there. */
static inline const char *changed(const char *change, const char *name, size_t *n)
{
    size_t len = strlen(name);
    for (const char *p = change; p && *p; p += strcspn(p, "|"), p += *p == '|')
        if (!strncmp(p, name, len) && p[len] == '=') {
            *n = strcspn(p + len + 1, "|");
            return p + len + 1;
        }
    return NULL;
}

static inline void put_field(struct str *out, const char *name, const char *json, size_t n)
{
    if (n)
        str_printf(out, "%s\"%s\":%.*s", out->len > 1 ? "," : "", name, (int)n, json);
}

/* A change without a value leaves the field out; one of another name adds a field. */
static inline struct str message(const char *type, const char *change)
{
    char quoted[64];
    snprintf(quoted, sizeof quoted, "\"%s\"", type);
    const char *const field[][2] = {
        {"v", "1"},
        {"event_id", "\"e1\""},
        {"source", "\"s1\""},
        {"type", quoted},
        {"case_no", "\"案-1\""},
        {"occurred_at", "\"2026-03-01T09:00:00+08:00\""},
        {"region", "\"371302\""},
        {"dept", "\"D1\""},
        {"item", "\"I1\""},
    };
    struct str out = {0};
    size_t n;
    str_putc(&out, '{');
    for (size_t i = 0; i < COUNT(field); i++) {
        const char *json = changed(change, field[i][0], &n);
        put_field(&out, field[i][0], json ? json : field[i][1], json ? n : strlen(field[i][1]));
    }
    for (const char *p = change, *to; p && *p; p = *to ? to + 1 : to) {
        to = p + strcspn(p, "|");
        char name[64];
        snprintf(name, sizeof name, "%.*s", (int)strcspn(p, "="), p);
        bool known = false;
        for (size_t i = 0; i < COUNT(field); i++)
            known = known || !strcmp(name, field[i][0]);
        const char *json = p + strlen(name) + 1;
        if (!known)
            put_field(&out, name, json, (size_t)(to - json));
    }
    str_putc(&out, '}');
    return out;
}

static inline int decode_text(const struct str *m, struct event *ev, struct reject *rj)
{
    return decode(m->p, m->len, &ref, INSTANT_NONE, clock_is, &arena, ev, rj);
}

static inline void check_refused(const struct str *m, const char *code, const char *reason)
{
    struct event ev;
    struct reject rj = {"nothing", ""};
    int rc = decode_text(m, &ev, &rj);
    if (rc != -1 || strcmp(rj.code, code) || strcmp(rj.reason, reason))
        fail_msg("%s\n  gives %d %s: %s\n  wanted   %s: %s", m->p, rc, rj.code, rj.reason, code, reason);
}

static inline void refused(const char *type, const char *change, const char *code, const char *reason)
{
    struct str m = message(type, change);
    check_refused(&m, code, reason);
    str_release(&m);
}

static inline struct event taken(const char *type, const char *change)
{
    struct event ev;
    struct reject rj;
    struct str m = message(type, change);
    if (decode_text(&m, &ev, &rj))
        fail_msg("%s\n  is refused: %s: %s", m.p, rj.code, rj.reason);
    str_release(&m);
    return ev;
}

#define INSTANT_WANTED "an RFC 3339 instant with an offset is wanted"
#define WORD_WANTED "one of the words of the contract is wanted"
#define ID_WANTED "1 to 64 characters of [A-Za-z0-9._:-] are wanted"
#define FIFTY TEN TEN TEN TEN TEN
#define A64 "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"

#endif
