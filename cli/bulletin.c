#include <stdlib.h>
#include <string.h>

#include "reports/bulletin.h"
#include "cli/command.h"
#include "base/file.h"
#include "cli/text_table.h"
#include "reports/doc_draw.h"
#include "reports/doc_write.h"
#include "reports/draft_fill.h"
#include "reports/draft_read.h"
#include "reports/format.h"
#include "reports/names.h"
#include "reports/terms.h"

static const char usage[] =
    "usage: jiancha bulletin show MONTH                 the month's figures, ranks and alerts as tables of text\n"
    "       jiancha bulletin export PERIOD --out DIR    its draft as DIR/PERIOD.docx, .pdf, .xlsx, .csv and .json,\n"
    "                                                    its charts as DIR/PERIOD/NAME.svg and .png\n"
    "PERIOD: 2026-10, 2026-Q3, 2026-H1 or 2026. The files appear whole; with --public without what is not made public. Exit 1: there is\n"
    "nothing of that period.\n";

static struct {
    const char *out;
    bool public;
} flag;
static const struct conf_extra flags[] = {
    {"out", "export: folder that the files are written to", &flag.out, NULL},
    {"public", "export: without the list of red cases", NULL, &flag.public},
    {0}};

static month wanted; /* show MONTH */

static void put_head(struct str *out, const char *title) { str_printf(out, "\n%s\n\n", title); }
static void put_count(struct text_table *t, int64_t n) { format_count(text_table_cell(t), n); }
static void put_rate(struct text_table *t, struct rate_value v) { format_fraction(text_table_cell(t), v); }

static void put_past(struct text_table *t, const struct bulletin *b, month m, int64_t then, int64_t now)
{
    if (bulletin_has(b, m)) {
        put_count(t, then);
        format_change(text_table_cell(t), now, then);
    } else {
        text_table_text(t, "—");
        text_table_text(t, "—");
    }
}

/* A month to date is compared with as much of the month before; of the year before only the whole month is
 * there. */
static void put_counts(struct str *out, const struct bulletin *b)
{
    const struct text_column columns[] = {
        {"件数", 't'}, {"本月", 'n'},     {b->ended ? "上月" : "上月同期", 'n'},
        {"环比", 'n'}, {"上年同月", 'n'}, {"同比", 'n'}};
    struct text_table t;
    text_table_of(&t, columns);
    for (int k = 0; k < COUNTERS; k++) {
        text_table_text(&t, counter_zh[k]);
        put_count(&t, b->now.c[k]);
        put_past(&t, b, b->month - 1, bulletin_compared(b)->c[k], b->now.c[k]);
        if (b->ended) {
            put_past(&t, b, b->month - 12, b->year.c[k], b->now.c[k]);
            continue;
        }
        put_count(&t, b->year.c[k]);
        text_table_text(&t, "—");
    }
    text_table_end(&t, out);
}

static void put_rates(struct str *out, const struct bulletin *b)
{
    const struct text_column columns[] = {
        {"比率", 't'},           {"本月", 'n'},     {b->ended ? "上月" : "上月同期", 'n'},
        {"环比（百分点）", 'n'}, {"上年同月", 'n'}, {"同比（百分点）", 'n'}};
    struct text_table t;
    text_table_of(&t, columns);
    for (int r = 0; r < RATES; r++) {
        struct rate_value now = rate_of(&b->now, (enum rate)r),
                          before = rate_of(bulletin_compared(b), (enum rate)r),
                          year = rate_of(&b->year, (enum rate)r);
        text_table_text(&t, rate_zh[r]);
        put_rate(&t, now);
        put_rate(&t, before);
        format_points(text_table_cell(&t), now.bp, before.bp);
        put_rate(&t, year);
        format_points(text_table_cell(&t), b->ended ? now.bp : BP_NULL, year.bp);
    }
    text_table_end(&t, out);
}

static void put_movement(struct text_table *t, int32_t now, int32_t before)
{
    if (!now || !before)
        text_table_text(t, "—");
    else if (now == before)
        text_table_text(t, "持平");
    else
        str_printf(text_table_cell(t), "%s%d", now < before ? "升" : "降", abs(now - before));
}

static void put_unit(struct text_table *t, const struct ranking *r, const struct standing *s,
                     const struct refdata *ref)
{
    static const enum rate rates[] = {RATE_on_time_rate, RATE_done_once_rate, RATE_online_rate,
                                      RATE_satisfaction_rate};
    static const enum counter counts[] = {C_accepted,     C_completed, C_open_end,
                                          C_overdue_open, C_c_red,     C_c_yellow};
    if (s->rank)
        text_table_int(t, s->rank);
    else
        text_table_text(t, "不参与");
    text_table_text(t, names_unit(ref, r->league, s->unit));
    put_movement(t, s->rank, ranking_rank(&r->before, s->unit));
    format_score(text_table_cell(t), s->rank ? s->score : -1);
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        put_count(t, s->counters.c[counts[i]]);
    for (size_t i = 0; i < sizeof rates / sizeof *rates; i++)
        put_rate(t, rate_of(&s->counters, rates[i]));
}

static void put_league(struct str *out, const struct ranking *r, const struct refdata *ref)
{
    static const struct text_column columns[] = {
        {"名次", 'n'},       {"单位", 't'},       {"较上月", 't'},   {"得分", 'n'},     {"受理", 'n'},
        {"办结", 'n'},       {"期末在办", 'n'},   {"超期在办", 'n'}, {"红牌件次", 'n'}, {"黄牌件次", 'n'},
        {"按时办结率", 'n'}, {"一次办好率", 'n'}, {"网办率", 'n'},   {"满意率", 'n'}};
    struct text_table t;
    str_printf(out, "%s%s\n\n", r->league > LEAGUE_COUNTY ? "\n" : "", league_zh[r->league]);
    text_table_of(&t, columns);
    for (size_t i = 0; i < r->now.n; i++)
        put_unit(&t, r, &r->now.v[i], ref);
    text_table_end(&t, out);
}

static void put_rules(struct str *out, const struct bulletin *b)
{
    static const struct text_column columns[] = {
        {"规则", 'n'}, {"名称", 't'}, {"维度", 't'}, {"级别", 't'}, {"本月", 'n'}};
    struct text_table t;
    text_table_of(&t, columns);
    for (size_t i = 0; i < b->rules.n; i++) {
        const struct read_rule *g = &b->rules.v[i];
        const struct rule *r = names_rule(g->rule);
        text_table_int(&t, g->rule);
        text_table_text(&t, r ? r->title : NULL);
        text_table_text(&t, r ? dimension_zh[r->dimension] : NULL);
        text_table_text(&t, level_zh[names_level(g->level)]);
        put_count(&t, g->n);
    }
    text_table_end(&t, out);
}

static void put_bottom(struct str *out, const struct ranking *r, const struct refdata *ref)
{
    str_printf(out, "  %s：", league_zh[r->league]);
    if (r->has_bottom)
        str_printf(out, "%s，连续 %d 个月居末位，拟%s。\n", names_unit(ref, r->league, r->place.unit),
                   r->place.streak, bottom_action_zh[r->place.action]);
    else
        str_puts(out, r->ended ? "没有末位单位。\n" : "本月尚未结束。\n");
}

static void put_bulletin(struct call *c, const struct bulletin *b)
{
    struct str *out = &c->out;
    char buf[INSTANT_TEXT];
    str_puts(out, "关于");
    format_month(out, b->month);
    str_printf(out, "份全市“一次办好”事项办理情况的通报（%s）\n数据截至 %s；参考数据版本 %s\n",
               b->ended ? "草稿" : "本月至今", format_when(c->view.now, buf), c->ref.version);
    if (!b->ended) {
        str_puts(out, "与上月同期（");
        same_period_words(out, &b->same);
        str_puts(out, "）相比；上年同月为全月，月末再作同比\n");
    }
    put_head(out, "一、总体情况");
    put_counts(out, b);
    str_putc(out, '\n');
    put_rates(out, b);
    put_head(out, "二、各县区、开发区及市直部门情况与排名");
    for (int l = LEAGUE_COUNTY; l < LEAGUES; l++)
        put_league(out, &b->league[l], &c->ref);
    str_printf(out, "\n件次：%s。\n", terms_meaning("件次"));
    put_head(out, "三、预警与红黄牌（不含已撤回、已撤销）");
    put_rules(out, b);
    put_head(out, "四、末位及约谈");
    for (int l = LEAGUE_COUNTY; l < LEAGUES; l++)
        put_bottom(out, &b->league[l], &c->ref);
}

static int show(struct call *c, struct err *e)
{
    struct bulletin b;
    int there = bulletin_exists(&c->view, wanted, e);
    if (there <= 0)
        return there ? -1 : err_set(e, "there is no bulletin of %s", c->args[1]);
    view_period(&c->view, wanted, wanted);
    if (bulletin_read(&c->view, &b, e))
        return -1;
    put_bulletin(c, &b);
    return 0;
}

static int write_file(const struct doc *d, const struct doc_writer *w, struct err *e)
{
    struct str bytes = {0}, path = {0};
    str_printf(&path, "%s/%s.%s", flag.out, d->period, w->suffix);
    int rc = w->write(d, &(struct doc_options){.public = flag.public}, &bytes, e) ||
             file_replace(path.p, bytes.p, bytes.len, e);
    str_release(&bytes);
    str_release(&path);
    return rc ? -1 : 0;
}

static month first, last; /* export PERIOD */

static int export(struct call *c, struct err *e)
{
    static const struct doc_writer *const writers[] = {&doc_docx, &doc_pdf, &doc_xlsx, &doc_csv, &doc_json};
    struct draft_figures f = {0};
    static struct bulletin_conf conf;
    int there = bulletin_exists(&c->view, last, e);
    if (there <= 0)
        return there ? -1 : err_set(e, "there is no bulletin of %s", c->args[1]);
    view_period(&c->view, first, last);
    int rc = bulletin_conf_load(&conf, c->conf.config, e) || draft_read(&f, &c->view, &conf, e) ? -1 : 0;
    if (!rc) {
        struct doc *d = draft_make(&f);
        doc_draw(d, NULL);
        rc = doc_draw_files(d, flag.out, e);
        for (size_t i = 0; !rc && i < sizeof writers / sizeof *writers; i++)
            rc = write_file(d, writers[i], e);
        doc_free(d);
    }
    draft_release(&f);
    return rc;
}

static int run(struct call *c, struct err *e) { return flag.out ? export(c, e) : show(c, e); }

static int judge(struct call *c, struct err *e)
{
    bool exports = c->n_args == 2 && !strcmp(c->args[0], "export"),
         shows = c->n_args == 2 && !strcmp(c->args[0], "show");
    if (!exports && !shows)
        return err_usage(e, "show MONTH, or export PERIOD --out DIR, is wanted; see --help");
    if (exports != (flag.out != NULL))
        return err_usage(e, "export PERIOD and --out DIR belong together");
    if (shows)
        return command_month("show", c->args[1], &wanted, e);
    return period_parse(c->args[1], strlen(c->args[1]), &first, &last)
               ? 0
               : err_usage(e, "export %s: a period such as 2026-10, 2026-Q3, 2026-H1 or 2026 is wanted",
                           c->args[1]);
}

const struct command bulletin_command = {
    "bulletin", "the month's bulletin: show, export", usage, flags, NEEDS_DATABASE, 0, 2, judge, run};
