#include <inttypes.h>

#include "cli/replay_parts.h"
#include "codec/decode.h"
#include "codec/feed.h"

struct reading {
    struct replay *r;
    struct file_draft *rejects;
    struct arena a; /* the line at hand */
};

static void reject(struct reading *rd, const char *file, int64_t number, const char *code)
{
    struct str *line = &rd->r->line;
    rd->r->rejects++;
    str_puts(line, "{\"file\":");
    str_json(line, file);
    str_printf(line, ",\"line\":%" PRId64 ",\"code\":\"%s\"}", number, code);
    sinks_line(rd->rejects, line);
}

static void read_line(struct reading *rd, const struct linefile *f, struct line line)
{
    struct replay *r = rd->r;
    struct event ev;
    struct reject rj;
    r->events++;
    arena_reset(&rd->a);
    if (decode(line.p, line.n, &r->ref, INSTANT_NONE, INSTANT_NONE, &rd->a, &ev, &rj)) {
        reject(rd, f->name, f->number, rj.code);
        return;
    }
    if (ev.recorded == INSTANT_NONE)
        ev.recorded = ev.occurred; /* in a file, section 1 */
    bool fresh = caselog_add(&r->log, &ev);
    r->duplicates += !fresh;
    if (fresh && ev.type == EV_monthly_report && ev.occurred <= r->as_of)
        self_reports_add(&r->reports, &ev);
}

static int read_file(struct reading *rd, const char *name, struct err *e)
{
    struct linefile f;
    struct line line;
    int rc;
    if (linefile_open(&f, name, e))
        return -1;
    while ((rc = feed_next(&f, &line, e)) > 0)
        read_line(rd, &f, line);
    linefile_close(&f);
    return rc;
}

int replay_read(struct replay *r, char **files, int n, struct err *e)
{
    struct reading rd = {.r = r, .rejects = sinks_open(&r->out, "rejects.jsonl", e)};
    int rc = rd.rejects ? 0 : -1;
    for (int i = 0; i < n && !rc; i++)
        rc = read_file(&rd, files[i], e);
    arena_release(&rd.a);
    return rc;
}
