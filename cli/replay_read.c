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

static void read_line(void *ctx, const struct linefile *f, struct line line)
{
    struct reading *rd = ctx;
    struct replay *r = rd->r;
    struct event ev;
    struct reject rj;
    r->events++;
    arena_reset(&rd->a);
    if (decode_line(line.p, line.n, &r->ref, &rd->a, &ev, &rj)) {
        reject(rd, f->name, f->number, rj.code);
        return;
    }
    bool fresh = caselog_add(&r->log, &ev);
    r->duplicates += !fresh;
    if (fresh && ev.type == EV_monthly_report && ev.occurred <= r->as_of)
        self_reports_add(&r->reports, &ev);
}

int replay_read(struct replay *r, char **files, int n, struct err *e)
{
    struct reading rd = {.r = r, .rejects = sinks_open(&r->out, "rejects.jsonl", e)};
    int rc = rd.rejects ? 0 : -1;
    for (int i = 0; i < n && !rc; i++)
        rc = feed_each(files[i], read_line, &rd, e);
    arena_release(&rd.a);
    return rc;
}
