#include <inttypes.h>

#include "cli/replay_parts.h"
#include "codec/decode.h"
#include "codec/feed.h"

struct reading {
    struct replay *r;
    struct file_draft *rejects;
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

static void read_line(void *ctx, const char *file, int64_t number, const char *p, size_t n)
{
    struct reading *rd = ctx;
    struct replay *r = rd->r;
    struct event ev;
    struct reject rj;
    r->events++;
    if (decode(p, n, &r->ref, INSTANT_NONE, INSTANT_NONE, &r->arena, &ev, &rj)) {
        reject(rd, file, number, rj.code);
        return;
    }
    if (ev.recorded == INSTANT_NONE)
        ev.recorded = ev.occurred; /* in a file, section 1 */
    r->duplicates += !caselog_add(&r->log, &ev);
}

int replay_read(struct replay *r, char **files, int n, struct err *e)
{
    struct reading rd = {r, sinks_open(&r->out, "rejects.jsonl", e)};
    if (!rd.rejects)
        return -1;
    for (int i = 0; i < n; i++)
        if (feed_file(files[i], read_line, &rd, e))
            return -1;
    return 0;
}
