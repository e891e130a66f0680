#include "reports/filter.h"

#include <string.h>

#include "analyzer/eval.h"
#include "base/text.h"
#include "store/read_cases.h"

/* Whether nothing was said, or one of the words (NULL ends them), which *out then is. */
static bool word(const char *name, const char *value, const char *const *words, const char **out,
                 struct filter_fault *fault)
{
    *out = NULL;
    for (int i = 0; value && words[i]; i++)
        if (!strcmp(words[i], value)) {
            *out = words[i];
            return true;
        }
    if (value)
        *fault = (struct filter_fault){name, value, FILTER_WORD, words};
    return !value;
}

/* A code that is not in the reference data can match nothing that is shown. */
static bool units(const struct filter_words *w, const struct refdata *ref, struct read_filter *out,
                  struct filter_fault *fault)
{
    *out = READ_ANY;
    out->region = w->region;
    out->dept = w->dept;
    out->item = w->item;
    out->case_no = w->no;
    if (w->region && refdata_region(ref, w->region) < 0)
        *fault = (struct filter_fault){"region", w->region, FILTER_REGION, NULL};
    else if (w->dept && refdata_dept(ref, w->dept) < 0)
        *fault = (struct filter_fault){"dept", w->dept, FILTER_DEPT, NULL};
    else
        return true;
    return false;
}

static bool month_of(const char *value, struct read_filter *out, struct filter_fault *fault)
{
    month first, last;
    if (!value)
        return true;
    if (!period_parse(value, strlen(value), &first, &last) || !month_possible(first)) {
        *fault = (struct filter_fault){"month", value, FILTER_MONTH, NULL};
        return false;
    }
    out->from = day_start(month_first(first));
    out->to = day_start(month_first(last + 1));
    return true;
}

static bool number_of(const char *value, int *out, struct filter_fault *fault)
{
    int64_t n = 0;
    if (value && !text_number(value, 1, 999, &n)) {
        *fault = (struct filter_fault){"rule", value, FILTER_NUMBER, NULL};
        return false;
    }
    *out = (int)n;
    return true;
}

static bool state_of(const char *value, struct read_filter *out, struct filter_fault *fault)
{
    static const char *const words[] = {
#define STATE(id, word, zh) word,
#include "analyzer/lists.def"
        FILTER_VALID, NULL};
    if (!word("state", value, words, &out->state, fault))
        return false;
    out->valid = value && !strcmp(value, FILTER_VALID);
    out->state = out->valid ? NULL : out->state;
    return true;
}

static bool once_of(const char *value, struct read_filter *out, struct filter_fault *fault)
{
    static const char *const words[] = {"1", NULL};
    const char *said;
    bool good = word("once", value, words, &said, fault);
    out->once = good && said;
    return good;
}

bool filter_alerts(const struct filter_words *w, const struct refdata *ref, struct read_filter *out,
                   struct filter_fault *fault)
{
    return units(w, ref, out, fault) &&
           word("level", w->level, level_word + LEVEL_NOTICE, &out->level, fault) &&
           state_of(w->state, out, fault) && once_of(w->once, out, fault) &&
           number_of(w->rule, &out->rule, fault) && month_of(w->month, out, fault);
}

bool filter_cases(const struct filter_words *w, const struct refdata *ref, struct read_filter *out,
                  struct filter_fault *fault)
{
    return units(w, ref, out, fault) && word("phase", w->phase, phase_word, &out->phase, fault) &&
           word("light", w->light, light_word + LIGHT_NONE, &out->light, fault) &&
           word("kept", w->kept, read_verdict_word, &out->kept, fault) &&
           word("duty", w->duty, duty_word + 1, &out->duty, fault) &&
           word("level", w->level, level_word + LEVEL_NOTICE, &out->level, fault);
}
