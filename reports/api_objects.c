#include "reports/api_objects.h"

#include "codec/objects.h"
#include "reports/names.h"

int api_objects_alert_of(const struct view *v, const struct read_alert *row, struct alert *out, struct err *e)
{
    int rule = rules_find(row->rule), state = names_state(row->state);
    *out = (struct alert){.rule = (uint16_t)(rule < 0 ? 0 : rule),
                          .level = (uint8_t)names_level(row->level),
                          .state = (uint8_t)(state < 0 ? 0 : state),
                          .region = refdata_region(v->ref, row->region),
                          .dept = refdata_dept(v->ref, row->dept),
                          .raised = row->raised,
                          .cleared = row->cleared,
                          .subject = row->subject,
                          .used = row->used,
                          .limit = row->limit,
                          .due = row->due};
    if (rule < 0 || state < 0 || out->region < 0 || out->dept < 0)
        return err_set(e, "alert %lld names a rule, state or unit that this configuration does not have",
                       (long long)row->id);
    return 0;
}

int api_objects_alert(const struct view *v, struct str *out, const struct read_alert *row, struct err *e)
{
    struct alert al;
    if (api_objects_alert_of(v, row, &al, e))
        return -1;
    object_key(out, NULL);
    object_alert(out, row->case_no, &al, v->ref);
    return 0;
}

void api_objects_standings(const struct view *v, struct str *out, const struct ranking *r)
{
    str_putc(out, '[');
    for (size_t i = 0; i < r->now.n; i++) {
        object_key(out, NULL);
        object_standing(out, r->month, league_word[r->league], &r->now.v[i],
                        names_code(v->ref, r->league, r->now.v[i].unit));
    }
    str_putc(out, ']');
}

void api_objects_bottom(const struct view *v, struct str *out, const struct ranking *r)
{
    if (!r->has_bottom)
        return;
    object_key(out, NULL);
    object_bottom(out, r->month, league_word[r->league], names_code(v->ref, r->league, r->place.unit),
                  r->place.streak, r->place.action);
}

static void put_sums(struct str *out, const char *key, const struct counters *c)
{
    object_key(out, key);
    str_puts(out, "{\"counters\":");
    object_counters(out, c);
    str_puts(out, ",\"rates\":");
    object_rates(out, c);
    str_putc(out, '}');
}

static void put_leagues(const struct view *v, struct str *out, const struct bulletin *b)
{
    str_puts(out, ",\"rankings\":{");
    for (int l = LEAGUE_COUNTY; l < LEAGUES; l++) {
        object_key(out, league_word[l]);
        api_objects_standings(v, out, &b->league[l]);
    }
    str_puts(out, "},\"bottom\":[");
    for (int l = LEAGUE_COUNTY; l < LEAGUES; l++)
        api_objects_bottom(v, out, &b->league[l]);
    str_putc(out, ']');
}

static void put_used(struct str *out, const char *by, const struct read_useds *used)
{
    for (size_t i = 0; i < used->n; i++) {
        object_key(out, NULL);
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
    str_puts(out, ",\"alerts\":[");
    for (size_t i = 0; i < b->rules.n; i++)
        str_printf(out, "%s{\"rule\":%d,\"level\":\"%s\",\"n\":%lld}", i ? "," : "", b->rules.v[i].rule,
                   b->rules.v[i].level, (long long)b->rules.v[i].n);
    str_puts(out, "],\"charts\":[");
    for (int i = 0; i < BULLETIN_CHARTS; i++)
        str_printf(out, "%s\"/charts/%s/%s.svg\"", i ? "," : "", month_text(b->month, buf),
                   bulletin_chart[i].name);
    str_puts(out, "]}\n");
}

void api_objects_bulletin(const struct view *v, struct str *out, const struct bulletin *b)
{
    char buf[INSTANT_TEXT];
    str_printf(out, "{\"month\":\"%s\",\"state\":\"draft\",\"ended\":%s,", month_text(b->month, buf),
               b->ended ? "true" : "false");
    str_printf(out, "\"as_of\":\"%s\",\"version\":\"%s\"", instant_text(v->now, buf), v->ref->version);
    put_sums(out, "month_before", &b->before);
    if (!b->ended) {
        str_printf(out, ",\"same_period_as_of\":\"%s\"", instant_text(b->same.as_of, buf));
        put_sums(out, "same_period", &b->same.city);
    }
    put_sums(out, "year_before", &b->year);
    put_sums(out, "overall", &b->now);
    put_leagues(v, out, b);
    put_rest(out, b);
}
