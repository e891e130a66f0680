#include "config/notify_conf.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "config/ini_file.h"

enum part { COMMON, RECEIVER, RULE };

struct setting {
    const char *name, *text; /* text: the default, NULL: a number */
    bool secret;
    int kinds; /* of receivers that have it */
    int32_t number, min, max;
    const char *help;
    size_t offset;
};

#define C(name) offsetof(struct notify_conf, name)
#define V(name) offsetof(struct notify_receiver, name)
#define R(name) offsetof(struct notify_rule, name)
static const struct setting common[] = {
#define COMMON_TEXT(name, dflt, help) {#name, dflt, false, NOTIFY_ALL, 0, 0, 0, help, C(name)},
#define COMMON_INT(name, dflt, min, max, help) \
    {#name, NULL, false, NOTIFY_ALL, dflt, min, max, help, C(name)},
#include "config/notify.def"
    {0}};
static const struct setting of_receiver[] = {
#define RECEIVER_TEXT(name, kinds, dflt, help) {#name, dflt, false, kinds, 0, 0, 0, help, V(name)},
#define RECEIVER_SECRET(name, kinds, help) {#name, "", true, kinds, 0, 0, 0, help, V(name)},
#define RECEIVER_INT(name, kinds, dflt, min, max, help) \
    {#name, NULL, false, kinds, dflt, min, max, help, V(name)},
#include "config/notify.def"
    {0}};
static const struct setting of_rule[] = {
#define RULE_TEXT(name, dflt, help) {#name, dflt, false, NOTIFY_ALL, 0, 0, 0, help, R(name)},
#define RULE_INT(name, dflt, min, max, help) {#name, NULL, false, NOTIFY_ALL, dflt, min, max, help, R(name)},
#include "config/notify.def"
    {0}};
static const struct setting *const table[] = {common, of_receiver, of_rule};

static void set_defaults(void *to, const struct setting *s)
{
    for (; s->name; s++)
        if (s->text)
            snprintf((char *)to + s->offset, NOTIFY_TEXT, "%s", s->text);
        else
            memcpy((char *)to + s->offset, &s->number, sizeof s->number);
}

/* Where we are in the file. */
struct reading {
    struct notify_conf *conf;
    enum part part;
    bool skip; /* the section's head was wrong: its lines are not judged */
    void *to; /* the receiver or rule; NULL: the common settings */
};

static void wrong_secret(struct ini_file *f, const struct text_at *at, const char *why)
{
    str_printf(f->faults, "%s:%u:%u: %s\n", f->path, at->line, at->column, why);
}

/* What is quoted of a secret is its reference, and of what is none nothing at all. */
static void set_secret(struct ini_file *f, char *to, const struct text_at *value)
{
    struct str text = {0}, why = {0};
    struct err e = {0};
    const char *from = value->text;
    if (!strncmp(from, "file:", 5)) {
        if (file_read(&text, from + 5, &e))
            str_printf(&why, "%s", *e.text ? e.text : "there is no such file: expected one with the secret");
    } else if (!strncmp(from, "env:", 4)) {
        const char *v = getenv(from + 4);
        str_puts(v ? &text : &why, v ? v : "this variable is not set, expected one that holds the secret");
    } else
        str_puts(&why, "a secret does not stand in this file, expected file:PATH or env:NAME");
    while (text.len && (text.p[text.len - 1] == '\n' || text.p[text.len - 1] == '\r'))
        text.p[--text.len] = 0;
    if (!why.len && (!text.len || text.len >= NOTIFY_TEXT || strlen(text.p) != text.len ||
                     text.p[strcspn(text.p, "\r\n\t ")]))
        str_puts(&why, "what this names is no secret, expected 1 to 511 characters on one line, no blanks");
    if (why.len)
        wrong_secret(f, value, why.p);
    else
        memcpy(to, text.p, text.len + 1);
    if (text.p)
        explicit_bzero(text.p, text.len);
    str_release(&text);
    str_release(&why);
}

static void set(struct ini_file *f, void *to, const struct setting *s, const struct text_at *value)
{
    int64_t n;
    char expected[60];
    if (s->secret)
        set_secret(f, (char *)to + s->offset, value);
    else if (s->text && strlen(value->text) < NOTIFY_TEXT)
        memcpy((char *)to + s->offset, value->text, strlen(value->text) + 1);
    else if (s->text)
        ini_file_wrong(f, value, "at most 511 bytes");
    else if (text_number(value->text, s->min, s->max, &n)) {
        int32_t v = (int32_t)n;
        memcpy((char *)to + s->offset, &v, sizeof v);
    } else {
        snprintf(expected, sizeof expected, "an integer %" PRId32 "…%" PRId32, s->min, s->max);
        ini_file_wrong(f, value, expected);
    }
}

static bool good_name(const char *z)
{
    size_t n = strlen(z);
    return n && n < NOTIFY_NAME && strspn(z, "abcdefghijklmnopqrstuvwxyz0123456789-") == n;
}

static bool taken(const struct notify_conf *c, enum part part, const char *name)
{
    for (size_t i = 0; part == RECEIVER && i < c->receivers.n; i++)
        if (!strcmp(c->receivers.v[i].called, name))
            return true;
    for (size_t i = 0; part == RULE && i < c->rules.n; i++)
        if (!strcmp(c->rules.v[i].called, name))
            return true;
    return false;
}

static void begin_section(struct ini_file *f, const struct text_at *head)
{
    struct reading *r = f->ctx;
    const char *name = strchr(head->text, ' ');
    r->part = !strncmp(head->text, "receiver ", 9) ? RECEIVER
              : !strncmp(head->text, "rule ", 5)   ? RULE
                                                   : COMMON;
    r->skip = r->part == COMMON || !good_name(name + 1) || taken(r->conf, r->part, name + 1);
    if (r->skip) {
        ini_file_wrong(f, head,
                       "[receiver NAME] or [rule NAME], each NAME once, of a-z, 0-9 and -, at most 32");
    } else if (r->part == RECEIVER) {
        struct notify_receiver *v = r->to = vec_add(&r->conf->receivers);
        memset(v, 0, sizeof *v);
        memcpy(v->called, name + 1, strlen(name + 1) + 1);
        v->line = head->line;
        set_defaults(v, of_receiver);
    } else {
        struct notify_rule *v = r->to = vec_add(&r->conf->rules);
        memset(v, 0, sizeof *v);
        memcpy(v->called, name + 1, strlen(name + 1) + 1);
        v->line = head->line;
        set_defaults(v, of_rule);
    }
}

static void take(struct ini_file *f, const struct ini_entry *en)
{
    static const char *const expected[] = {
        "a setting that stands before the first section of notify.conf, or a [section]",
        "a setting of a receiver (docs/OPERATIONS.md lists them)", "a setting of a rule"};
    struct reading *r = f->ctx;
    if (!en->key.text) {
        begin_section(f, &en->value);
        return;
    }
    if (r->skip)
        return;
    for (const struct setting *s = table[r->part]; s->name; s++)
        if (!strcmp(s->name, en->key.text)) {
            set(f, r->to ? r->to : r->conf, s, &en->value);
            return;
        }
    ini_file_wrong(f, &en->key, expected[r->part]);
}

const char *notify_conf_foreign(const struct notify_receiver *r)
{
    for (const struct setting *s = of_receiver; s->name; s++) {
        const char *at = (const char *)r + s->offset;
        bool given = s->text ? strcmp(at, s->text) != 0 : memcmp(at, &s->number, sizeof s->number) != 0;
        if (given && !(s->kinds & (int)r->is))
            return s->name;
    }
    return NULL;
}

static int read_all(struct notify_conf *c, const char *dir, const struct refdata *ref, struct str *faults)
{
    struct reading r = {.conf = c};
    struct str path = {0};
    size_t before = faults->len;
    memset(c, 0, sizeof *c);
    set_defaults(c, common);
    str_printf(&path, "%s/notify.conf", dir);
    int rc = ini_file_read(&(struct ini_file){.entry = take, .ctx = &r, .faults = faults}, dir,
                           "notify.conf");
    if (!rc)
        notify_judge(c, ref, path.p, faults);
    str_release(&path);
    return faults->len > before ? -1 : 0;
}

int notify_conf_load(struct notify_conf *c, const char *dir, const struct refdata *ref, struct err *e)
{
    struct str faults = {0};
    if (!read_all(c, dir, ref, &faults))
        return 0;
    notify_conf_release(c);
    err_usage(e, "%.*s", (int)strcspn(faults.p, "\n"), faults.p);
    str_release(&faults);
    return -1;
}

int notify_conf_faults(struct str *out, const char *dir, const struct refdata *ref)
{
    struct notify_conf c;
    int rc = read_all(&c, dir, ref, out);
    notify_conf_release(&c);
    return rc;
}

void notify_conf_release(struct notify_conf *c)
{
    if (c->receivers.n)
        explicit_bzero(c->receivers.v, c->receivers.n * sizeof *c->receivers.v);
    vec_release(&c->receivers);
    vec_release(&c->rules);
}

static void print_part(struct str *out, const char *head, const struct setting *s)
{
    str_puts(out, head);
    for (; s->name; s++) {
        str_printf(out, "\n# %s\n#%s =", s->help, s->name);
        if (!s->text)
            str_printf(out, " %" PRId32, s->number);
        else if (*s->text)
            str_printf(out, " %s", s->text);
        str_putc(out, '\n');
    }
}

void notify_conf_print(struct str *out)
{
    print_part(
        out,
        "# notify.conf: who is told what, how and when. A notice goes to each receiver by the first of its "
        "rules that takes it.\n"
        "# Nobody is told anything until there are receivers and rules; `jiancha check` says what is wrong, "
        "`jiancha notify test` sends\n"
        "# a message to each. Secrets stand elsewhere: file:PATH or env:NAME.\n",
        common);
    print_part(out, "\n#[receiver NAME]\n", of_receiver);
    print_part(out, "\n#[rule NAME]\n", of_rule);
}
