#include "cli/paper_desk.h"

#include <jansson.h>
#include <string.h>

#include "cli/paper.h"

enum { PATIENCE = 8 }; /* whoever asks waits no longer */

static const struct {
    const char *name;
    int (*run)(struct paper *, struct err *);
    int status;
    bool must_match;
} verbs[] = {{"freeze", paper_freeze, 201, false},
             {"revise", paper_revise, 201, false},
             {"publish", paper_publish, 200, false},
             {"text", paper_edit, 200, true}};
enum { VERBS = sizeof verbs / sizeof *verbs };

/* A member that is text, or not there. */
static bool take(const json_t *o, const char *name, const char **out)
{
    const json_t *v = json_object_get(o, name);
    *out = json_string_value(v);
    return !v || json_is_null(v) || (*out && strlen(*out) == json_string_length(v));
}

static bool take_revision(const json_t *o, int *out)
{
    const json_t *v = json_object_get(o, "revision");
    json_int_t n = json_integer_value(v);
    *out = (int)(n > 0 && n <= 10000 ? n : 0);
    return !v || json_is_null(v) || *out;
}

static bool read_paper(const json_t *o, struct paper *p)
{
    return json_is_object(o) && take(o, "period", &p->period) && take(o, "match", &p->match) &&
           take(o, "reason", &p->reason) && take(o, "number", &p->number) && take(o, "dated", &p->dated) &&
           take(o, "signatory", &p->signatory) && take(o, "disclosure", &p->disclosure) &&
           take(o, "text", &p->text) && take_revision(o, &p->revision) && p->period &&
           period_parse(p->period, strlen(p->period), &p->first, &p->last) && month_possible(p->first);
}

static int find_verb(const json_t *o)
{
    const char *name = json_string_value(json_object_get(o, "do"));
    int i = 0;
    while (i < VERBS && !(name && !strcmp(verbs[i].name, name)))
        i++;
    return i;
}

static void answer(const struct paper *p, int rc, int status, struct desk_answer *out)
{
    const struct paper_reason *why = &paper_reasons[p->refusal];
    desk_done(out, rc ? why->status : status, rc ? why->code : "done", "");
    if (rc) {
        paper_say(&out->text, p, true);
        paper_say(&out->english, p, false);
    } else
        paper_line(&out->text, &p->row);
}

static int work(const struct conf *conf, struct paper *p, int verb, struct desk_answer *out, struct err *e)
{
    struct bulletin_conf settings;
    if (bulletin_conf_load(&settings, conf->config, e))
        return -1;
    p->conf = &settings;
    int rc = verbs[verb].must_match && !p->match ? paper_refuse(p, PAPER_unmatched, NULL, NULL)
                                                 : verbs[verb].run(p, e);
    if (rc >= 0)
        answer(p, rc, verbs[verb].status, out);
    return rc < 0 ? -1 : 0;
}

int paper_desk(const struct conf *conf, struct ledger *l, const char *by, const char *body, size_t n,
               struct desk_answer *out, struct err *e)
{
    struct arena a = {0};
    struct paper p = {.l = l, .arena = &a, .by = by, .patience = PATIENCE};
    json_t *o = json_loadb(body, n, JSON_REJECT_DUPLICATES, NULL);
    int verb = find_verb(o), rc = 0;
    if (verb == VERBS || !read_paper(o, &p))
        desk_refuse(out, 400, "bad_form", "格式不符：时期、稿次或所填的项不对。",
                    "the form is not right: its period, its revision or what was filled in");
    else
        rc = work(conf, &p, verb, out, e);
    json_decref(o);
    arena_release(&a);
    return rc;
}
