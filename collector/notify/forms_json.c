/* Bodies that are JSON. Alertmanager's webhook form is version 4: https://prometheus.io/docs/alerting/latest/
 * configuration/#webhook_config. What ends a cause has the labels and the fingerprint of what began it and is
 * "resolved"; each notice's own id stands among its annotations. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/sha256.h"
#include "codec/objects.h"
#include "collector/notify/forms_parts.h"

static void pair(struct str *out, const char *key, const char *value)
{
    if (!value || !*value)
        return;
    object_key(out, key);
    str_json(out, value);
}

static void labels(struct str *out, const struct notice *n)
{
    char rule[12] = "", group[40];
    snprintf(group, sizeof group, "%.*s", (int)strcspn(n->kind, "."), n->kind);
    if (n->rule > 0)
        snprintf(rule, sizeof rule, "%d", n->rule);
    str_putc(out, '{');
    pair(out, "alertname", group); /* not the kind: what begins and what ends are of one name */
    pair(out, "rule", rule);
    pair(out, "severity", n->level == LEVEL_NONE ? NULL : level_word[n->level]);
    pair(out, "region", n->region);
    pair(out, "dept", n->dept);
    pair(out, "case_no", n->case_no);
    pair(out, "subject", n->subject);
    pair(out, "order", n->order);
    pair(out, "source", n->source);
    pair(out, "period", n->period);
    str_putc(out, '}');
}

typedef void wording(struct str *out, const struct notice *n, const struct refdata *ref);
static void rule_words(struct str *out, const struct notice *n, const struct refdata *ref)
{
    (void)ref;
    notice_rule(out, n);
}
static void days_words(struct str *out, const struct notice *n, const struct refdata *ref)
{
    (void)ref;
    notice_days(out, n);
}

static void annotations(struct str *out, const struct forms_message *m, const struct notice *n)
{
    static const struct {
        const char *key;
        wording *write;
    } part[] = {{"summary", notice_line},
                {"unit", notice_unit},
                {"item", notice_item},
                {"rule", rule_words},
                {"days", days_words}};
    struct str s = {0};
    str_puts(out, "{");
    pair(out, "id", n->id);
    pair(out, "kind", n->kind);
    for (size_t i = 0; i < sizeof part / sizeof *part; i++) {
        str_clear(&s);
        part[i].write(&s, n, m->ref);
        pair(out, part[i].key, str_text(&s));
    }
    str_putc(out, '}');
    str_release(&s);
}

static void put_alert(struct str *out, const struct forms_message *m, const struct notice *n)
{
    struct str of = {0}, link = {0};
    char at[INSTANT_TEXT], hash[SHA256_TEXT];
    bool ends = notice_ends(n);
    labels(&of, n);
    sha256_text(of.p, of.len, hash);
    notice_link(&link, n, m->conf->link);
    instant_text(n->at, at);
    str_printf(out, "{\"status\":\"%s\",\"labels\":%s,\"annotations\":", ends ? "resolved" : "firing", of.p);
    annotations(out, m, n);
    str_printf(out, ",\"startsAt\":\"%s\",\"endsAt\":\"%s\",\"generatorURL\":", at,
               ends ? at : "0001-01-01T00:00:00Z");
    str_json(out, str_text(&link));
    str_printf(out, ",\"fingerprint\":\"%.16s\"}", hash);
    str_release(&of);
    str_release(&link);
}

/* One "alert" for each kind and level of a digest. */
static void put_count(struct str *out, const struct forms_message *m, const struct forms_count *c)
{
    struct str units = {0}, of = {0}, title = {0};
    char at[INSTANT_TEXT], hash[SHA256_TEXT];
    forms_units(&units, c);
    notice_title(&title, &(struct notice){.kind = c->kind, .level = c->level});
    str_printf(&title, " %" PRId64 "条：%s", c->n, str_text(&units));
    str_puts(&of, "{\"alertname\":\"digest\"");
    pair(&of, "kind", c->kind);
    pair(&of, "severity", c->level == LEVEL_NONE ? NULL : level_word[c->level]);
    str_putc(&of, '}');
    sha256_text(of.p, of.len, hash);
    str_printf(out, "{\"status\":\"firing\",\"labels\":%s,\"annotations\":{\"id\":", of.p);
    str_json(out, m->id);
    pair(out, "summary", title.p);
    str_printf(out,
               ",\"count\":\"%" PRId64
               "\"},\"startsAt\":\"%s\",\"endsAt\":\"0001-01-01T00:00:00Z\",\"generatorURL\":",
               c->n, instant_text(m->now, at));
    str_json(out, m->conf->link);
    str_printf(out, ",\"fingerprint\":\"%.16s\"}", hash);
    str_release(&units);
    str_release(&of);
    str_release(&title);
}

void forms_webhook(struct str *out, const struct forms_message *m)
{
    bool digest = forms_is_digest(m), firing = digest;
    size_t n = digest ? m->counts.n : m->list.n;
    for (size_t i = 0; !digest && i < n; i++)
        firing = firing || !notice_ends(&m->list.v[i]);
    str_printf(out,
               "{\"version\":\"4\",\"groupKey\":\"jiancha/%s/%s\",\"truncatedAlerts\":%" PRId64
               ",\"status\":\"%s\",\"receiver\":",
               m->rule, m->id, digest ? m->total : 0, firing ? "firing" : "resolved");
    str_json(out, m->to->called);
    str_puts(out, ",\"groupLabels\":{\"route\":");
    str_json(out, m->rule);
    str_puts(out, "},\"commonLabels\":{},\"commonAnnotations\":{},\"externalURL\":");
    str_json(out, m->conf->link);
    str_puts(out, ",\"alerts\":[");
    for (size_t i = 0; i < n; i++) {
        str_puts(out, i ? "," : "");
        if (digest)
            put_count(out, m, &m->counts.v[i]);
        else
            put_alert(out, m, &m->list.v[i]);
    }
    str_puts(out, "]}");
}

/* Markdown; a robot takes 4,096 bytes of 企业微信, 20,000 of 钉钉. */
void forms_robot(struct str *out, const struct forms_message *m)
{
    struct str text = {0}, title = {0};
    bool wecom = m->to->is == NOTIFY_WECOM;
    forms_text(&text, m, true, wecom ? 4000 : 18000);
    forms_title(&title, m);
    str_puts(out, "{\"msgtype\":\"markdown\",\"markdown\":{");
    pair(out, "title", wecom ? NULL : title.p);
    pair(out, wecom ? "content" : "text", text.p);
    str_puts(out, "}}");
    str_release(&text);
    str_release(&title);
}
