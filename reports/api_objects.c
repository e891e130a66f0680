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

void api_objects_detected(struct str *out, const char *case_no, const struct alert *al, instant detected,
                          const struct refdata *ref)
{
    char buf[INSTANT_TEXT];
    object_key(out, NULL);
    object_alert(out, case_no, al, ref);
    out->len--; /* the bracket */
    object_key(out, "detected_at");
    str_json(out, detected == INSTANT_NONE ? NULL : instant_text(detected, buf));
    str_putc(out, '}');
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
