/* rules.conf: a section for each rule, with the settings that the rule has, and one for the supervision
 * orders. indicators.conf: weights, ranking, bottom place. */
#include <assert.h>
#include <string.h>

#include "config/load.h"

static void bad_line(void *ctx, uint32_t line, uint32_t column, const char *what)
{
    load_finding(ctx, line, column, what);
}

enum setting { ON, LEVEL, OTHER, DAYS, SHARE, AUTO_ISSUE, SETTINGS };
static const char *const setting_name[SETTINGS] = {"on", "level", "other", "days", "share", "auto_issue"};

/* The names of the settings that a rule has, and which they are; gives their number. */
static int settings_of(const struct rule *r, const char *names[SETTINGS], enum setting which[SETTINGS])
{
    int n = 0;
    for (enum setting s = ON; s < SETTINGS; s++)
        if ((s != OTHER || r->other != LEVEL_NONE) && (s != DAYS || r->days >= 0) &&
            (s != SHARE || r->share >= 0)) {
            which[n] = s;
            names[n++] = setting_name[s];
        }
    return n;
}

static bool on_or_off(struct load *l, const struct text_at *at)
{
    static const char *const words[] = {"0", "1"};
    return load_word(l, at, words, 2);
}

static uint8_t level(struct load *l, const struct text_at *at)
{
    return (uint8_t)(LEVEL_NOTICE + load_word(l, at, level_word + LEVEL_NOTICE, LEVELS - LEVEL_NOTICE));
}

static void set_rule(struct load *l, const struct text_at *value, enum setting s, struct rule_setting *to)
{
    switch (s) {
    case ON: to->on = on_or_off(l, value); break;
    case LEVEL: to->level = level(l, value); break;
    case OTHER: to->other = level(l, value); break;
    case DAYS: to->days = (int16_t)load_number(l, value, 1, LOAD_DAYS_MAX); break;
    case SHARE: to->share = (int16_t)load_number(l, value, 1, 100); break;
    case AUTO_ISSUE: to->auto_issue = on_or_off(l, value); break;
    case SETTINGS: break;
    }
}

/* The numbers of section [orders]; `number` stands behind them. */
static const struct {
    const char *key;
    size_t offset;
    int64_t min, max;
} order_setting[] = {
#define SETTING(key, dflt, min, max, what) {#key, offsetof(struct order_settings, key), min, max},
#include "analyzer/order_settings.def"
};
enum { ORDER_SETTINGS = sizeof order_setting / sizeof *order_setting };

/* 文号: %n must be there, %Y may, and no other %. */
static void set_number(struct load *l, const struct text_at *value)
{
    bool n = false, other = false;
    load_text(l, value);
    for (const char *p = value->text; *p; p++)
        if (*p == '%') {
            n = n || p[1] == 'n';
            other = other || (p[1] != 'n' && p[1] != 'Y');
        }
    if (!n || other || str_points(value->text) > LOAD_NUMBER_MAX)
        load_wrong(l, value, "a text of at most %d characters with %%n, and %%Y for the year",
                   LOAD_NUMBER_MAX);
    else
        l->ref->orders.number = value->text;
}

static void order_entry(struct load *l, const struct ini_entry *en)
{
    const char *names[ORDER_SETTINGS + 1];
    for (int i = 0; i < ORDER_SETTINGS; i++)
        names[i] = order_setting[i].key;
    names[ORDER_SETTINGS] = "number";
    int before = l->n_findings, k = load_word(l, &en->key, names, ORDER_SETTINGS + 1);
    if (l->n_findings > before)
        return;
    if (k == ORDER_SETTINGS)
        set_number(l, &en->value);
    else
        *(int32_t *)((char *)&l->ref->orders + order_setting[k].offset) = (int32_t)load_number(
            l, &en->value, order_setting[k].min, order_setting[k].max);
}

static void rule_entry(void *ctx, const struct ini_entry *en)
{
    struct load *l = ctx;
    int64_t no;
    if (!strcmp(en->section, "orders")) {
        if (en->key.text)
            order_entry(l, en);
        return;
    }
    int i = text_number(en->section, 1, 999, &no) ? rules_find((int)no) : -1;
    if (!en->key.text && i < 0)
        load_wrong(l, &en->value, "the number of a rule of contract section 5, or orders");
    if (en->key.text && !*en->section)
        load_wrong(l, &en->key, "a section such as [101] before it");
    if (!en->key.text || i < 0)
        return; /* a wrong section is said once, at its head */
    const char *names[SETTINGS];
    enum setting which[SETTINGS];
    int before = l->n_findings, k = load_word(l, &en->key, names, settings_of(&rule_table[i], names, which));
    if (l->n_findings == before)
        set_rule(l, &en->value, which[k], &l->ref->rules.set[i]);
}

static void read_ini(struct load *l, void (*entry)(void *ctx, const struct ini_entry *en))
{
    ini_read(str_text(&l->text), l->text.len, &l->ref->arena, &(struct ini_taker){entry, bad_line, l});
}

void load_rules(struct load *l) { read_ini(l, rule_entry); }

/* The settings of indicators.conf. */
static const struct {
    const char *section, *key;
    size_t offset;
    int64_t min, max;
} indicator[] = {
#define WEIGHT(name, rate, dflt)                                                              \
    {"weights", #name, offsetof(struct weights, weight) + WEIGHT_##name * sizeof(int32_t), 0, \
     LOAD_WEIGHT_MAX},
#include "analyzer/weights.def"
#define SETTING(section, key, member, min, max, what) \
    {#section, #key, offsetof(struct weights, member), min, max},
#include "config/indicators.def"
};
enum { INDICATORS = sizeof indicator / sizeof *indicator };
static_assert((int)INDICATORS <= (int)LOAD_SETTINGS, "struct load remembers where each stands");

static void indicator_section(struct load *l, const struct text_at *name)
{
    static const char *const words[] = {"weights", "ranking", "bottom"};
    load_word(l, name, words, 3);
}

static void indicator_entry(void *ctx, const struct ini_entry *en)
{
    struct load *l = ctx;
    const char *names[INDICATORS];
    int which[INDICATORS], n = 0;
    if (!en->key.text) {
        indicator_section(l, &en->value);
        return;
    }
    for (int i = 0; i < INDICATORS; i++)
        if (!strcmp(indicator[i].section, en->section)) {
            which[n] = i;
            names[n++] = indicator[i].key;
        }
    if (!n && !*en->section)
        load_wrong(l, &en->key, "a section such as [weights] before it");
    if (!n)
        return;
    int before = l->n_findings, i = which[load_word(l, &en->key, names, n)];
    if (l->n_findings > before)
        return;
    *(int32_t *)((char *)&l->ref->weights + indicator[i].offset) = (int32_t)load_number(
        l, &en->value, indicator[i].min, indicator[i].max);
    l->setting[i] = en->value;
    if (i < WEIGHTS)
        l->last_weight = en->value;
}

/* A weight that outdoes all the others by far is a slip more often than a wish. */
static void doubt_weights(struct load *l)
{
    enum { FAR = 5 };
    const int32_t *w = l->ref->weights.weight;
    int most = 0;
    int32_t next = 0;
    for (int i = 1; i < WEIGHTS; i++)
        most = w[i] > w[most] ? i : most;
    for (int i = 0; i < WEIGHTS; i++)
        next = i != most && w[i] > next ? w[i] : next;
    if (next && w[most] > FAR * next)
        load_warn(l, l->setting[most].text ? &l->setting[most] : &l->last_weight,
                  "the weight of %s is %d, that of every other rate at most %d", weight_name[most], w[most],
                  next);
}

/* Where the setting stands; where it does not, its default is compared with what does. */
static const struct text_at *place(const struct load *l, const char *key, const char *other)
{
    static const struct text_at nowhere = {"", 1, 1};
    const struct text_at *found = &nowhere;
    for (int i = 0; i < INDICATORS; i++)
        if (l->setting[i].text &&
            (!strcmp(indicator[i].key, key) || (found == &nowhere && !strcmp(indicator[i].key, other))))
            found = &l->setting[i];
    return found;
}

static void doubt_bottom(struct load *l)
{
    const struct weights *w = &l->ref->weights;
    if (w->streak_head < w->streak_deputy)
        load_warn(l, place(l, "streak_head", "streak_deputy"),
                  "after %d months the head, after %d the deputy: expected the deputy first", w->streak_head,
                  w->streak_deputy);
    if (w->head_count > w->head_within)
        load_warn(l, place(l, "head_count", "head_within"), "%d of the last %d months can never be",
                  w->head_count, w->head_within);
}

void load_indicators(struct load *l)
{
    read_ini(l, indicator_entry);
    int64_t sum = 0;
    for (int i = 0; i < WEIGHTS; i++)
        sum += l->ref->weights.weight[i];
    if (sum == 0)
        load_wrong(l, &l->last_weight, "a weight above 0 somewhere: the sum is 0");
    doubt_weights(l);
    doubt_bottom(l);
}
