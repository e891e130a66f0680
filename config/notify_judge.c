#include <string.h>
#include <sys/stat.h>

#include "analyzer/notice_kinds.h"
#include "base/unicode.h"
#include "config/notify_conf.h"

struct judge {
    struct notify_conf *conf;
    const struct refdata *ref;
    const char *path;
    struct str *faults;
    uint32_t line;
    const char *part, *called;
};

static void fault(const struct judge *j, const char *setting, const char *expected)
{
    if (j->called)
        str_printf(j->faults, "%s:%u:1: [%s %s] %s: expected %s\n", j->path, j->line, j->part, j->called,
                   setting, expected);
    else
        str_printf(j->faults, "%s:1:1: %s: expected %s\n", j->path, setting, expected);
}

static bool each(const char *list, bool (*good)(const struct judge *j, const char *word, size_t n),
                 const struct judge *j)
{
    const char *word;
    size_t n;
    bool all = true;
    while (notify_word(&list, &word, &n))
        all = all && good(j, word, n);
    return all;
}

static bool known_kind(const struct judge *j, const char *word, size_t n)
{
    (void)j;
    return notice_kinds_known(word, n);
}

static bool known_level(const struct judge *j, const char *word, size_t n)
{
    (void)j;
    for (int i = LEVEL_NOTICE; i < LEVELS; i++)
        if (strlen(level_word[i]) == n && !strncmp(level_word[i], word, n))
            return true;
    return false;
}

/* The very code: a notice carries those of the files. */
static bool known_region(const struct judge *j, const char *word, size_t n)
{
    return !j->ref || map_get(&j->ref->region_map, word, n) != MAP_NONE;
}

static bool known_dept(const struct judge *j, const char *word, size_t n)
{
    return !j->ref || map_get(&j->ref->dept_map, word, n) != MAP_NONE;
}

/* local@domain, of characters that can neither end a header nor begin another address */
static bool good_address(const struct judge *j, const char *word, size_t n)
{
    (void)j;
    const char *at = memchr(word, '@', n);
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)word[i] <= ' ' || (unsigned char)word[i] >= 127 ||
            strchr("<>()[],;:\\\"", word[i]))
            return false;
    return at && at > word && at + 1 < word + n && !memchr(at + 1, '@', (size_t)(word + n - at - 1));
}

static bool starts(const char *z, const char *with) { return !strncmp(z, with, strlen(with)); }

static bool http_address(const char *z) { return starts(z, "http://") || starts(z, "https://"); }

/* A host behind the scheme, no login in front of it, nothing that nobody sees. */
static bool good_url(const char *z)
{
    const char *host = strstr(z, "://"), *unseen;
    if (!host || unicode_unseen(z, &unseen) || z[strcspn(z, " \"<>\\^`")])
        return false;
    size_t n = strcspn(host += 3, "/?#");
    return n && !memchr(host, '@', n);
}

/* A parameter of the address that looks like a secret and is no placeholder. */
static bool holds_secret(const char *url)
{
    static const char *const names[] = {"key=", "token=", "secret=", "sign=", "password=", "passwd=", "pwd="};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        for (const char *p = url; (p = strstr(p, names[i])); p++)
            if (p[strlen(names[i])] && p[strlen(names[i])] != '{' && p[strlen(names[i])] != '&')
                return true;
    return false;
}

static void judge_url(const struct judge *j, const struct notify_receiver *r)
{
    bool mail = r->is == NOTIFY_MAIL;
    if (!good_url(r->url) ||
        (mail ? !starts(r->url, "smtp://") && !starts(r->url, "smtps://") : !http_address(r->url)))
        fault(j, "url", mail ? "smtp://HOST:PORT or smtps://HOST:PORT" : "http://HOST/… or https://HOST/…");
    else if (holds_secret(r->url))
        fault(j, "url", "no secret in it, but token = file:PATH (and {token} in the address of a gateway)");
    if (*r->proxy && (!good_url(r->proxy) || !http_address(r->proxy)))
        fault(j, "proxy", "http://HOST:PORT");
}

static void judge_mail(const struct judge *j, const struct notify_receiver *r)
{
    if (!good_address(j, r->from, strlen(r->from)))
        fault(j, "from", "one address, such as jiancha@example.cn");
    if (!*r->to || !each(r->to, good_address, j))
        fault(j, "to", "addresses joined by commas");
    if (*r->password && !*r->user)
        fault(j, "user", "a login, for there is a password");
    if (*r->user && !r->starttls && starts(r->url, "smtp://"))
        fault(j, "starttls", "1, for a login is sent");
}

static void judge_template(const struct judge *j, const char *setting, const char *z)
{
    static const char *const names[] = {"{text}", "{id}",   "{count}", "{unit}", "{case}", "{item}",
                                        "{rule}", "{days}", "{link}",  "{to}",   "{token}"};
    for (const char *p = z; (p = strchr(p, '{')); p++) {
        size_t n = strspn(p + 1, "abcdefghijklmnopqrstuvwxyz");
        bool known = !n || p[n + 1] != '}';
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            known = known || starts(p, names[i]);
        if (!known)
            fault(j, setting,
                  "placeholders {text} {id} {count} {unit} {case} {item} {rule} {days} {link} {to} {token}");
    }
}

static bool may_read(const char *path)
{
    struct stat st;
    return !stat(path, &st) && S_ISREG(st.st_mode);
}

static void judge_receiver(struct judge *j, struct notify_receiver *r)
{
    static const struct {
        const char *word, *url;
        enum notify_kind kind;
    } kinds[] = {{"webhook", "", NOTIFY_WEBHOOK},
                 {"wecom", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send", NOTIFY_WECOM},
                 {"dingtalk", "https://oapi.dingtalk.com/robot/send", NOTIFY_DINGTALK},
                 {"mail", "", NOTIFY_MAIL},
                 {"http", "", NOTIFY_HTTP}};
    j->part = "receiver", j->called = r->called, j->line = r->line;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (!strcmp(kinds[i].word, r->kind)) {
            r->is = kinds[i].kind;
            if (!*r->url)
                memcpy(r->url, kinds[i].url, strlen(kinds[i].url) + 1);
        }
    if (r->is == NOTIFY_NONE) {
        fault(j, "kind", "webhook, wecom, dingtalk, mail or http");
        return;
    }
    const char *foreign = notify_conf_foreign(r);
    if (foreign)
        fault(j, foreign, "no such setting for a receiver of this kind");
    if (!r->per_minute)
        r->per_minute = r->is == NOTIFY_WECOM || r->is == NOTIFY_DINGTALK ? 20 : 600;
    judge_url(j, r);
    if (r->is == NOTIFY_MAIL)
        judge_mail(j, r);
    if ((r->is == NOTIFY_WECOM || r->is == NOTIFY_DINGTALK) && !*r->token)
        fault(j, "token", "the robot's, as file:PATH or env:NAME");
    if (r->is == NOTIFY_HTTP) {
        judge_template(j, "url", r->url);
        judge_template(j, "body", r->body);
    }
    if (*r->ca && !may_read(r->ca))
        fault(j, "ca", "a file that is there");
}

static void judge_rule(struct judge *j, struct notify_rule *r)
{
    j->part = "rule", j->called = r->called, j->line = r->line;
    r->receiver = -1;
    for (size_t i = 0; i < j->conf->receivers.n; i++)
        if (!strcmp(j->conf->receivers.v[i].called, r->to))
            r->receiver = (int)i;
    if (r->receiver < 0)
        fault(j, "to", "the name of a [receiver NAME]");
    if (!*r->kinds || !each(r->kinds, known_kind, j))
        fault(j, "kinds", "kinds of notices (docs/OPERATIONS.md lists them), such as alert.raised, order.*");
    if (!each(r->levels, known_level, j))
        fault(j, "levels", "notice, warning, yellow, red");
    if (!each(r->regions, known_region, j))
        fault(j, "regions", "codes that stand in regions.csv");
    if (!each(r->depts, known_dept, j))
        fault(j, "depts", "codes that stand in departments.csv");
    r->is = !strcmp(r->when, "now") ? NOTIFY_NOW : !strcmp(r->when, "hours") ? NOTIFY_HOURS : NOTIFY_DIGEST;
    if (r->is == NOTIFY_DIGEST && strcmp(r->when, "digest"))
        fault(j, "when", "now, hours or digest");
}

void notify_judge(struct notify_conf *c, const struct refdata *ref, const char *path, struct str *faults)
{
    struct judge j = {.conf = c, .ref = ref, .path = path, .faults = faults};
    size_t n = strlen(c->link);
    if (c->work_until <= c->work_from)
        fault(&j, "work_until", "a later hour than work_from");
    if (n && (!good_url(c->link) || !http_address(c->link) || c->link[n - 1] == '/'))
        fault(&j, "link", "http://HOST or https://HOST, without a slash at its end");
    for (size_t i = 0; i < c->receivers.n; i++)
        judge_receiver(&j, &c->receivers.v[i]);
    for (size_t i = 0; i < c->rules.n; i++)
        judge_rule(&j, &c->rules.v[i]);
}
