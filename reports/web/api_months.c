#include "analyzer/explain.h"
#include "codec/objects.h"
#include "reports/web/api.h"
#include "reports/web/bulletin.h"
#include "reports/names.h"

#include <string.h>

void api_standings(struct page *p, struct str *out, const struct ranking *r)
{
    str_putc(out, '[');
    for (size_t i = 0; i < r->now.n; i++) {
        api_key(out, NULL);
        object_standing(out, r->month, league_word[r->league], &r->now.v[i],
                        names_code(p->ref, r->league, r->now.v[i].unit));
    }
    str_putc(out, ']');
}

static void put_bottom(struct page *p, struct str *out, const struct ranking *r)
{
    if (!r->has_bottom)
        return;
    api_key(out, NULL);
    object_bottom(out, r->month, league_word[r->league], names_code(p->ref, r->league, r->bottom.unit),
                  r->bottom.streak, r->bottom.action);
}

int api_rankings(struct page *p, struct reply *out, struct err *e)
{
    struct ranking r;
    if (ranking_read(p, p->rq, &r, e))
        return page_failed(e);
    out->type = "application/json";
    str_puts(&out->body, "{\"items\":");
    api_standings(p, &out->body, &r);
    str_puts(&out->body, "}\n");
    return 200;
}

int api_bottom(struct page *p, struct reply *out, struct err *e)
{
    struct bulletin b;
    month m = p->month - 1;
    if (request_month(p->rq, "month", &m, e) || (m > p->month && err_usage(e, "这个月份还没有开始")) ||
        bulletin_read(p, m, &b, e))
        return page_failed(e);
    out->type = "application/json";
    str_puts(&out->body, "{\"items\":[");
    for (int l = LEAGUE_COUNTY; l < LEAGUES; l++)
        put_bottom(p, &out->body, &b.league[l]);
    str_puts(&out->body, "]}\n");
    return 200;
}

int api_bulletins(struct page *p, struct reply *out, struct err *e)
{
    month first;
    if (read_first_month(p->read, p->month, &first, e))
        return page_failed(e);
    out->type = "application/json";
    str_puts(&out->body, "{\"items\":[");
    for (month m = p->month; m >= first; m--) {
        char buf[DAY_TEXT];
        api_key(&out->body, NULL);
        str_printf(&out->body, "{\"month\":\"%s\",\"state\":\"draft\",\"ended\":%s}", month_text(m, buf),
                   m < p->month ? "true" : "false");
    }
    str_puts(&out->body, "]}\n");
    return 200;
}

static void put_sums(struct str *out, const char *key, const struct counters *c)
{
    api_key(out, key);
    str_puts(out, "{\"counters\":");
    object_counters(out, c);
    str_puts(out, ",\"rates\":");
    object_rates(out, c);
    str_putc(out, '}');
}

static void put_leagues(struct page *p, struct str *out, const struct bulletin *b)
{
    str_puts(out, ",\"rankings\":{");
    for (int l = LEAGUE_COUNTY; l < LEAGUES; l++) {
        api_key(out, league_word[l]);
        api_standings(p, out, &b->league[l]);
    }
    str_puts(out, "},\"bottom\":[");
    for (int l = LEAGUE_COUNTY; l < LEAGUES; l++)
        put_bottom(p, out, &b->league[l]);
    str_putc(out, ']');
}

static void put_used(struct str *out, const char *by, const struct read_useds *used)
{
    for (size_t i = 0; i < used->n; i++) {
        api_key(out, NULL);
        str_printf(out, "{\"by\":\"%s\",\"unit\":", by);
        str_json(out, used->v[i].unit);
        str_printf(out, ",\"median\":%d,\"p90\":%d}", hist_percentile(used->v[i].n, 50),
                   hist_percentile(used->v[i].n, 90));
    }
}

static void put_rest(struct str *out, const struct bulletin *b)
{
    char buf[DAY_TEXT];
    str_puts(out, ",\"used_days\":[");
    put_used(out, "all", &b->used);
    put_used(out, "region", &b->used_regions);
    str_putc(out, ']');
    str_puts(out, ",\"rules\":{");
    for (size_t i = 0; i < b->rules.n; i++) {
        api_key(out, b->rules.v[i].key);
        str_int(out, b->rules.v[i].n);
    }
    str_puts(out, "},\"charts\":[");
    for (int i = 0; i < BULLETIN_CHARTS; i++)
        str_printf(out, "%s\"/charts/%s/%s.svg\"", i ? "," : "", month_text(b->month, buf),
                   bulletin_chart[i].name);
    str_puts(out, "]}\n");
}

int api_bulletin(struct page *p, struct reply *out, struct err *e)
{
    struct bulletin b;
    month m;
    char buf[INSTANT_TEXT];
    int status = bulletin_month(p, p->rq->arg, strlen(p->rq->arg), &m, e);
    if (status != 200)
        return status;
    if (bulletin_read(p, m, &b, e))
        return page_failed(e);
    struct str *o = &out->body;
    out->type = "application/json";
    str_printf(o, "{\"month\":\"%s\",\"state\":\"draft\",\"ended\":%s,", month_text(m, buf),
               b.ended ? "true" : "false");
    str_printf(o, "\"as_of\":\"%s\",\"version\":\"%s\"", instant_text(p->stamp.now, buf), p->ref->version);
    put_sums(o, "month_before", &b.before);
    put_sums(o, "year_before", &b.year);
    put_sums(o, "overall", &b.now);
    put_leagues(p, o, &b);
    put_rest(o, &b);
    return 200;
}

static void put_day(struct str *out, const struct explain_day *d)
{
    char buf[DAY_TEXT];
    api_key(out, NULL);
    str_printf(out, "{\"day\":\"%s\",\"working\":%s,\"holiday\":%s,\"makeup\":%s,", day_text(d->day, buf),
               d->working ? "true" : "false", d->rest ? "true" : "false", d->makeup ? "true" : "false");
    str_printf(out, "\"paused_book\":%s,\"paused_legal\":%s,\"used_book\":%d,\"used_legal\":%d}",
               d->paused_book ? "true" : "false", d->paused_legal ? "true" : "false", d->used_book,
               d->used_legal);
}

/* start, how it came about, and the two clocks day by day */
void api_clocks(struct page *p, struct str *out, const struct folder *f)
{
    static const char *const by[] = {NULL, "accepted", "deemed", "submitted"};
    struct explanation x = {0};
    char buf[DAY_TEXT];
    if (!explain(&x, f->events, f->n, p->ref, p->stamp.now, p->a)) {
        str_puts(out, "null");
        return;
    }
    str_puts(out, "{\"start\":");
    str_json(out, x.start == DAY_NONE ? NULL : day_text(x.start, buf));
    str_puts(out, ",\"start_by\":");
    str_json(out, by[x.start_by]);
    str_printf(out, ",\"unit\":\"%s\",\"extension_days\":%d,\"projected\":%s,\"provisional\":%s,\"days\":[",
               x.every_day ? "d" : "wd", x.extension_days,
               x.promise.projected || x.statutory.projected ? "true" : "false",
               x.promise.provisional || x.statutory.provisional ? "true" : "false");
    for (size_t i = 0; i < x.days.n; i++)
        put_day(out, &x.days.v[i]);
    str_printf(out, "],\"cut\":%s}", x.cut ? "true" : "false");
    explain_release(&x);
}
