#include "collector/notify/forms_parts.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/base64.h"
#include "base/hmac.h"

void forms_begin(struct forms_message *m, const struct notify_conf *c, const struct notify_receiver *to,
                 const char *rule, const struct refdata *ref, struct arena *a)
{
    *m = (struct forms_message){.conf = c, .to = to, .rule = rule, .ref = ref, .arena = a};
    sha256_begin(&m->ids);
}

void forms_release(struct forms_message *m)
{
    for (size_t i = 0; i < m->counts.n; i++) {
        map_release(&m->counts.v[i].units);
        vec_release(&m->counts.v[i].unit);
    }
    vec_release(&m->counts);
    vec_release(&m->list);
}

static struct forms_count *count_of(struct forms_message *m, const struct notice *n)
{
    for (size_t i = 0; i < m->counts.n; i++)
        if (m->counts.v[i].level == n->level && !strcmp(m->counts.v[i].kind, n->kind))
            return &m->counts.v[i];
    struct forms_count *c = vec_add(&m->counts);
    *c = (struct forms_count){.kind = arena_strdup(m->arena, n->kind), .level = n->level};
    return c;
}

static void count_unit(struct forms_message *m, struct forms_count *c, const struct notice *n)
{
    struct str name = {0};
    notice_unit(&name, n, m->ref);
    const char *z = str_text(&name);
    uint32_t i = map_get(&c->units, z, name.len);
    if (i == MAP_NONE) {
        const char *kept = arena_strdup(m->arena, z);
        i = map_put(&c->units, kept, name.len, (uint32_t)c->unit.n);
        vec_push(&c->unit, ((struct forms_unit){kept, 0}));
    }
    c->unit.v[i].n++;
    str_release(&name);
}

void forms_add(struct forms_message *m, const struct notice *n)
{
    struct forms_count *c = count_of(m, n);
    c->n++;
    count_unit(m, c, n);
    sha256_add(&m->ids, n->id, strlen(n->id) + 1);
    if (m->total++ < m->conf->many)
        vec_push(&m->list, *n);
}

bool forms_is_digest(const struct forms_message *m) { return m->total > m->conf->many; }

/* Raised before cleared, the graver the earlier. */
static int by_weight(const void *a, const void *b)
{
    const struct forms_count *p = a, *q = b;
    bool p_raised = !strcmp(p->kind, "alert.raised"), q_raised = !strcmp(q->kind, "alert.raised");
    if (p_raised != q_raised)
        return p_raised ? -1 : 1;
    if (p->level != q->level)
        return p->level > q->level ? -1 : 1;
    return strcmp(p->kind, q->kind);
}

static int by_number(const void *a, const void *b)
{
    const struct forms_unit *p = a, *q = b;
    return p->n != q->n ? (p->n > q->n ? -1 : 1) : strcmp(p->name, q->name);
}

/* Halved, it is as long as that of a notice. */
static void make_id(struct forms_message *m)
{
    uint8_t hash[32];
    if (m->total == 1)
        snprintf(m->id, sizeof m->id, "%s", m->list.v[0].id);
    sha256_end(&m->ids, hash);
    for (size_t i = 0; i < 16 && m->total != 1; i++)
        snprintf(m->id + 2 * i, 3, "%02x", hash[i]);
}

void forms_close(struct forms_message *m)
{
    make_id(m);
    if (m->counts.n > 1)
        qsort(m->counts.v, m->counts.n, sizeof *m->counts.v, by_weight);
    for (size_t i = 0; i < m->counts.n; i++)
        if (m->counts.v[i].unit.n > 1)
            qsort(m->counts.v[i].unit.v, m->counts.v[i].unit.n, sizeof *m->counts.v[i].unit.v, by_number);
}

void forms_units(struct str *out, const struct forms_count *c)
{
    enum { SHOWN = 8 };
    for (size_t i = 0; i < c->unit.n && i < SHOWN; i++)
        str_printf(out, "%s%s %" PRId64, i ? "、" : "", c->unit.v[i].name, c->unit.v[i].n);
    if (c->unit.n > SHOWN)
        str_printf(out, " 等%zu个单位", c->unit.n);
}

/* 红牌, 督办单签发 …: what so many are. */
static void count_title(struct str *out, const struct forms_count *c)
{
    notice_title(out, &(struct notice){.kind = c->kind, .level = c->level});
}

void forms_title(struct str *out, const struct forms_message *m)
{
    if (m->total == 1) {
        struct str unit = {0};
        notice_unit(&unit, &m->list.v[0], m->ref);
        str_puts(out, "监察：");
        notice_title(out, &m->list.v[0]);
        str_printf(out, "%s%s", unit.len ? " " : "", str_text(&unit)); /* a blank before ** is no bold */
        str_release(&unit);
        return;
    }
    str_printf(out, "监察%s %" PRId64 "条：", forms_is_digest(m) ? "汇总" : "", m->total);
    for (size_t i = 0; i < m->counts.n && i < 4; i++) {
        str_puts(out, i ? "、" : "");
        count_title(out, &m->counts.v[i]);
        str_printf(out, "%" PRId64, m->counts.v[i].n);
    }
    str_puts(out, m->counts.n > 4 ? " 等" : "");
}

/* What senders and offices write must not act as Markdown: its signs as their full-width forms. */
static void put_markdown(struct str *out, const char *z)
{
    for (; *z; z++)
        if (strchr("<>[]()*_`#|\\!~", *z)) {
            char wide[3] = {(char)0xef, (char)(0xbc + (*z - 0x20) / 0x40), (char)(0x80 + (*z - 0x20) % 0x40)};
            str_put(out, wide, 3);
        } else
            str_putc(out, *z);
}

static void put_text(struct str *out, const char *z, bool markdown)
{
    if (markdown)
        put_markdown(out, z);
    else
        str_puts(out, z);
}

static void put_line(struct str *out, const struct forms_message *m, size_t i, bool markdown)
{
    struct str line = {0}, link = {0};
    notice_line(&line, &m->list.v[i], m->ref);
    notice_link(&link, &m->list.v[i], m->conf->link);
    str_puts(out, markdown ? "- " : "");
    put_text(out, str_text(&line), markdown);
    if (link.len)
        str_printf(out, markdown ? " [查看](%s)" : " %s", link.p);
    str_putc(out, '\n');
    str_release(&line);
    str_release(&link);
}

static void put_count(struct str *out, const struct forms_count *c, bool markdown)
{
    struct str line = {0};
    count_title(&line, c);
    str_printf(&line, " %" PRId64 "条：", c->n);
    forms_units(&line, c);
    str_puts(out, markdown ? "- " : "");
    put_text(out, line.p, markdown);
    str_putc(out, '\n');
    str_release(&line);
}

void forms_text(struct str *out, const struct forms_message *m, bool markdown, size_t most)
{
    struct str head = {0};
    bool digest = forms_is_digest(m);
    size_t n = digest ? m->counts.n : m->list.n, i = 0, end = 0;
    forms_title(&head, m);
    str_puts(out, markdown ? "**" : "");
    put_text(out, str_text(&head), markdown);
    str_puts(out, markdown ? "**\n" : "\n");
    for (; i < n; i++) {
        end = out->len;
        if (digest)
            put_count(out, &m->counts.v[i], markdown);
        else
            put_line(out, m, i, markdown);
        if (out->len > most - 60)
            break;
    }
    if (i < n) { /* whole lines only */
        out->len = end;
        str_printf(out, "另有%zu条\n", n - i);
    }
    if (digest && *m->conf->link)
        str_printf(out, markdown ? "[打开监察页面](%s/)\n" : "%s/\n", m->conf->link);
    str_release(&head);
}

void forms_body(struct str *out, const struct forms_message *m)
{
    switch (m->to->is) {
    case NOTIFY_WEBHOOK: forms_webhook(out, m); break;
    case NOTIFY_WECOM:
    case NOTIFY_DINGTALK: forms_robot(out, m); break;
    case NOTIFY_MAIL: forms_mail(out, m); break;
    case NOTIFY_HTTP: forms_template(out, m, m->to->body, m->to->type); break;
    case NOTIFY_NONE:
    case NOTIFY_ALL: break;
    }
}

const char *forms_type(const struct notify_receiver *to)
{
    return to->is == NOTIFY_HTTP ? to->type : "application/json";
}

/* https://open.dingtalk.com/document/robots/customize-robot-security-settings: sign = url(base64(hmac of
 * "timestamp\nsecret" with the secret as its key)) */
void forms_sign(struct str *url, const struct notify_receiver *to, int64_t now_ms)
{
    struct str text = {0}, base64 = {0};
    uint8_t mac[32];
    if (to->is != NOTIFY_DINGTALK || !*to->secret)
        return;
    str_printf(&text, "%" PRId64 "\n%s", now_ms, to->secret);
    hmac_sha256(to->secret, strlen(to->secret), text.p, text.len, mac);
    base64_put(&base64, mac, sizeof mac);
    str_printf(url, "&timestamp=%" PRId64 "&sign=", now_ms);
    str_url(url, base64.p);
    explicit_bzero(text.p, text.len);
    str_release(&text);
    str_release(&base64);
}

void forms_url(struct str *out, const struct forms_message *m)
{
    const struct notify_receiver *r = m->to;
    if (r->is == NOTIFY_HTTP) {
        forms_template(out, m, r->url, NULL);
        return;
    }
    str_puts(out, r->url);
    if (r->is != NOTIFY_WECOM && r->is != NOTIFY_DINGTALK)
        return;
    str_puts(out, strchr(r->url, '?') ? "&" : "?");
    str_puts(out, r->is == NOTIFY_WECOM ? "key=" : "access_token=");
    str_url(out, r->token);
}
