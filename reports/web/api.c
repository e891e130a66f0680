#include <string.h>

#include "reports/api_objects.h"
#include "reports/dossier.h"

#include "codec/objects.h"
#include "reports/web/asked.h"
#include "reports/web/counted.h"
#include "reports/web/page.h"
#include "store/read_cases.h"

static const char json[] = "application/json";
enum { LIMIT = 100, LIMIT_MAX = 500 };

static void number(struct str *out, const char *key, int64_t v)
{
    object_key(out, key);
    str_int(out, v);
}

static void put_next(struct str *out, bool more, const char *cursor)
{
    str_puts(out, "],\"next\":");
    str_json(out, more ? cursor : NULL);
    str_puts(out, "}\n");
}

static int put_alert(struct page *p, struct str *out, const struct read_alert *row, struct err *e)
{
    struct alert al;
    if (api_objects_alert_of(&p->view, row, &al, e))
        return -1;
    api_objects_detected(out, row->case_no, &al, row->seen, p->view.ref);
    return 0;
}

int api_alerts(struct page *p, struct reply *out, struct err *e)
{
    struct read_filter f;
    struct asked_cursor c;
    struct read_alerts rows;
    int64_t limit = LIMIT, total = 0;
    if (asked_alerts(p, &f, e) || asked_cursor_read(p->rq, &c, e) ||
        request_int(p->rq, "limit", 1, LIMIT_MAX, &limit, e) ||
        read_alerts(p->view.read, &f, c.raised, c.id, (int)limit + 1, p->view.arena, &rows, e))
        return page_failed(e);
    out->type = json;
    for (int i = 0; i < LEVELS; i++)
        total += rows.levels[i];
    str_printf(&out->body, "{\"total\":%lld,\"items\":[", (long long)total);
    for (size_t i = 0; i < rows.n && i < (size_t)limit; i++)
        if (put_alert(p, &out->body, &rows.v[i], e))
            return page_failed(e);
    bool more = rows.n > (size_t)limit;
    put_next(&out->body, more, more ? asked_cursor_text(&rows.v[limit - 1], p->view.arena) : NULL);
    return 200;
}

static int put_case(struct page *p, struct str *out, const struct read_case *row, struct err *e)
{
    struct folder f;
    if (folder_open(&f, row, p->view.ref, p->view.now, p->view.arena, e))
        return -1;
    if (!f.ev.empty) {
        object_key(out, NULL);
        object_case(out, &f.ev.row, p->view.ref);
    }
    folder_close(&f);
    return 0;
}

/* total: of the filter; verdicts: of the filter without kept= */
static void put_verdicts(struct str *out, const struct read_filter *f, const int64_t n[READ_VERDICTS])
{
    int64_t total = 0;
    for (int i = 0; i < READ_VERDICTS; i++)
        total += !f->kept || !strcmp(f->kept, read_verdict_word[i]) ? n[i] : 0;
    str_printf(out, "{\"total\":%lld,\"verdicts\":{", (long long)total);
    for (int i = 0; i < READ_VERDICTS; i++)
        number(out, read_verdict_word[i], n[i]);
    str_puts(out, "},\"items\":[");
}

static int case_of(struct page *p, const char *case_no, struct reply *out, struct err *e)
{
    struct dossier d;
    int found = dossier_find(&p->view, case_no, INSTANT_NONE, &d, e);
    if (found <= 0)
        return found ? page_failed(e) : page_missing(e, tr("没有这个办件。"));
    out->type = json;
    dossier_json(&out->body, &d);
    dossier_close(&d);
    return 200;
}

int api_cases(struct page *p, struct reply *out, struct err *e)
{
    struct read_filter f;
    struct read_cases rows;
    int64_t limit = LIMIT, n[READ_VERDICTS];
    if (request_get(p->rq, "no")) /* a number that can stand in no path: `..` */
        return case_of(p, request_get(p->rq, "no"), out, e);
    if (request_get(p->rq, "counted"))
        return counted_api(p, out, e);
    if (counted_not(p, e) || asked_cases(p, &f, e) || request_int(p->rq, "limit", 1, LIMIT_MAX, &limit, e) ||
        read_cases(p->view.read, &f, request_get(p->rq, "cursor"), (int)limit + 1, p->view.arena, &rows, e) ||
        read_verdicts(p->view.read, &f, n, e))
        return page_failed(e);
    out->type = json;
    put_verdicts(&out->body, &f, n);
    for (size_t i = 0; i < rows.n && i < (size_t)limit; i++)
        if (put_case(p, &out->body, &rows.v[i], e))
            return page_failed(e);
    bool more = rows.n > (size_t)limit;
    put_next(&out->body, more, more ? rows.v[limit - 1].case_no : NULL);
    return 200;
}

int api_case(struct page *p, struct reply *out, struct err *e) { return case_of(p, p->rq->arg, out, e); }

/* What the keys of the objects before are called, once for all of them. */
static void put_words(struct str *out, const char *key, const char *const *word, const char *const *zh, int n)
{
    object_key(out, key);
    str_putc(out, '{');
    for (int i = 0; i < n; i++) {
        object_key(out, word[i]);
        str_json(out, zh[i]);
    }
    str_putc(out, '}');
}

int api_indicators(struct page *p, struct reply *out, struct err *e)
{
    const char *by = by_word[BY_ALL];
    month first = view_month(&p->view), last = first;
    struct read_sums sums;
    if (request_period(p->rq, "month", &first, &last, e) || request_word(p->rq, "by", by_word, &by, e))
        return page_failed(e);
    if (read_period(p->view.read, (enum by)lists_find(by_word, BYS, by), first, last, p->view.arena, &sums,
                    e))
        return page_failed(e);
    out->type = json;
    str_puts(&out->body, "{\"items\":[");
    for (size_t i = 0; i < sums.n; i++) {
        object_key(&out->body, NULL);
        object_indicator(&out->body, first, last, by, sums.v[i].unit, &sums.v[i].counters);
    }
    str_putc(&out->body, ']');
    put_words(&out->body, "counter_names", counter_name, counter_zh, COUNTERS);
    put_words(&out->body, "rate_names", rate_name, rate_zh, RATES);
    str_puts(&out->body, "}\n");
    return 200;
}
