#include "cli/paper.h"

#include <stdio.h>
#include <string.h>

#include "codec/objects.h"
#include "collector/signals.h"

const struct paper_reason paper_reasons[PAPER_REFUSALS] = {
#define PAPER(name, status, code, en, zh) [PAPER_##name] = {status, code, en, zh},
#include "cli/paper.def"
};

int paper_refuse(struct paper *p, enum paper_refusal why, const char *about, const char *about_zh)
{
    p->refusal = why;
    p->about = about ? arena_strdup(p->arena, about) : "";
    p->about_zh = about_zh ? arena_strdup(p->arena, about_zh) : p->about;
    return 1;
}

void paper_say(struct str *out, const struct paper *p, bool zh)
{
    const struct paper_reason *r = &paper_reasons[p->refusal];
    const char *words = zh ? r->zh : r->en, *at = strstr(words, "%s");
    if (!at) {
        str_puts(out, words);
        return;
    }
    str_put(out, words, (size_t)(at - words));
    str_puts(out, zh ? p->about_zh : p->about);
    str_puts(out, at + 2);
}

void paper_etag(struct str *out, const char *period, int revision, int version)
{
    str_printf(out, "\"%s.%d.%d\"", period, revision, version);
}

/* One of a list, with or without the quotes; what was packed on the way bears -gz. */
static bool is_tag(const char *p, size_t n, const char *want)
{
    size_t m = strlen(want);
    if (n && *p == '"')
        p++, n--;
    n -= n && p[n - 1] == '"';
    n -= n > 3 && !memcmp(p + n - 3, "-gz", 3) ? 3 : 0;
    return n == m && !memcmp(p, want, n);
}

bool paper_matches(const struct paper *p, int revision, int version)
{
    char want[60];
    if (!p->match)
        return true;
    snprintf(want, sizeof want, "%.20s.%d.%d", p->period, revision, version);
    for (const char *at = p->match; *at;) {
        at += strspn(at, " \t,");
        size_t n = strcspn(at, " \t,");
        if ((n == 1 && *at == '*') || is_tag(at, n, want))
            return true;
        at += n;
    }
    return false;
}

int paper_take(struct paper *p, struct err *e)
{
    char number[20];
    struct read *rd = read_within(&p->l->db);
    int found = read_bulletin(rd, p->period, p->revision, false, p->arena, &p->row, e);
    read_free(rd);
    if (found > 0)
        p->revision = p->row.revision;
    if (found)
        return found < 0 ? -1 : 0;
    snprintf(number, sizeof number, "%d", p->revision);
    return paper_refuse(p, p->revision ? PAPER_no_revision : PAPER_none, number, NULL);
}

int paper_again(struct ledger *l, enum ledger_end end, struct err *e)
{
    if (end == LEDGER_AGAIN)
        return 0;
    return end == LEDGER_RETRY || end == LEDGER_DOUBT ? ledger_recover(l, &signals_stop, e) : -1;
}

static void put(struct str *out, const char *name, const char *value)
{
    object_key(out, name);
    str_json(out, value);
}

static const char *kind_of(const struct bulletin_row *b)
{
    int n = b->last - b->first + 1;
    return n == 1 ? "month" : n == 3 ? "quarter" : n == 6 ? "half" : "year";
}

void paper_line(struct str *out, const struct bulletin_row *b)
{
    char text[INSTANT_TEXT];
    str_putc(out, '{');
    put(out, "period", b->period);
    put(out, "kind", kind_of(b));
    put(out, "state", b->published ? "published" : "frozen");
    str_printf(out, ",\"revision\":%d", b->revision);
    put(out, "number", b->number);
    put(out, "title", b->title);
    put(out, "signatory", b->signatory);
    put(out, "dated", b->dated == DAY_NONE ? NULL : day_text(b->dated, text));
    put(out, "as_of", instant_text(b->as_of, text));
    put(out, "frozen_by", b->frozen_by);
    put(out, "reason", b->reason);
    put(out, "published_at", b->published_at == INSTANT_NONE ? NULL : instant_text(b->published_at, text));
    put(out, "published_by", b->published_by);
    put(out, "reference", b->reference);
    put(out, "program", b->program);
    put(out, "gap", b->gap);
    put(out, "hash", b->hash);
    str_printf(out, ",\"version\":%d}", b->version);
}
