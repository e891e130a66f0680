/* A line is judged by the one reader (codec/decode.c), as the workers will judge it. What it takes goes keyed
 * to the topic of its type, with its occurred_at as recorded_at where it has none. What it refuses is
 * rejected, not dropped: it goes as it is, to where it seems to belong, and is told. A file that is none of
 * JSON lines as a whole is told before anything is sent. */
#include "collector/import.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/map.h"
#include "base/unicode.h"
#include "codec/decode.h"
#include "codec/feed.h"
#include "codec/outgoing.h"
#include "collector/import_state.h"
#include "collector/produce.h"
#include "collector/signals.h"
#include "config/refdata_load.h"

enum {
    CONFIRM_EVERY = 20000, /* lines between two notes of how far it is */
    REJECTS_SHOWN = 20,
};

struct import {
    const struct conf *conf;
    struct refdata ref; /* empty where it cannot be read: whether a code is known is then not judged */
    bool judges_codes;
    struct produce *out;
    const char *state; /* file that says how far which file was confirmed; NULL: none */
    int64_t sent, rejects; /* of all files */
    struct linefile f; /* the file at hand */
    struct import_state noted, is; /* noted: what was confirmed of it; is: what was read of it */
    bool resumed; /* behind what was noted */
    struct arena a; /* the line at hand … */
    struct str text; /* … as it goes out */
    bool tty;
    int64_t shown; /* when, by the steady clock */
};

/* The workers have a clock: what lies too far ahead of ours will not pass it. */
static bool lies_ahead(struct import *im, const struct line *l, const struct event *ev, struct reject *rj)
{
    instant now = clock_wall();
    struct event again;
    return (ev->occurred > now || ev->recorded > now) &&
           decode(l->p, l->n, &im->ref, INSTANT_NONE, now, &im->a, &again, rj);
}

static void tell_reject(struct import *im, const struct reject *rj)
{
    if (im->rejects++ < REJECTS_SHOWN)
        log_warn("%s:%" PRId64 ": %s: %s", im->f.name, im->f.number, rj->code, rj->reason);
}

/* The message that the line becomes; its bytes are the line's, or stand in im->text. */
static struct produce_message message_of(struct import *im, const struct line *l)
{
    struct event ev;
    struct reject rj;
    bool taken = !decode(l->p, l->n, &im->ref, INSTANT_NONE, INSTANT_NONE, &im->a, &ev, &rj),
         formed = taken || decode_knows_form(&rj);
    if (taken ? lies_ahead(im, l, &ev, &rj) : !formed || im->judges_codes)
        tell_reject(im, &rj);
    struct outgoing_address to = outgoing_address(l->p, l->n, &im->a);
    struct produce_message m = {.topic = to.report ? im->conf->topic_reports : im->conf->topic_events,
                                .key = to.case_no,
                                .bytes = l->p,
                                .n = l->n,
                                .number = im->f.number,
                                .sent = INSTANT_NONE};
    if (formed && ev.recorded == INSTANT_NONE) {
        str_clear(&im->text);
        outgoing_stamp(&im->text, l->p, l->n, ev.occurred);
        m.bytes = im->text.p;
        m.n = im->text.len;
    }
    return m;
}

static int send_line(struct import *im, const struct line *l, struct err *e)
{
    arena_reset(&im->a);
    struct produce_message m = message_of(im, l);
    if (produce_put(im->out, &m, e))
        return err_prefix(e, "%s", im->f.name);
    im->sent++;
    return 0;
}

/* Into the line that stands on the terminal; how far it is, where the size is known. */
static void show_progress(const struct linefile *f, bool last)
{
    struct str line = {0};
    str_putc(&line, '\r');
    unicode_safe(&line, f->name, strlen(f->name));
    if (f->size > 0) {
        int percent = (int)(100 * f->bytes / f->size);
        str_printf(&line, " [%-20.*s] %3d%%", percent / 5, "####################", percent);
    }
    str_printf(&line, " %" PRId64 " lines%s", f->number, last ? "\n" : "");
    fputs(line.p, stderr);
    str_release(&line);
}

static void show(struct import *im, bool last)
{
    int64_t now = clock_ms();
    if (!last && now - im->shown < (im->tty ? 1000 : 10000))
        return;
    im->shown = now;
    if (im->tty)
        show_progress(&im->f, last);
    else
        log_info("%s: %" PRId64 " lines, %" PRId64 " confirmed in all", im->f.name, im->f.number,
                 produce_confirmed(im->out));
}

/* What is passed over must be what was sent: a new file may have come under the old name. */
static int not_the_same(const struct import *im, struct err *e)
{
    return err_set(e,
                   "%s: its first %" PRId64
                   " lines are not those that %s notes as sent; take its line out of "
                   "there to send it whole",
                   im->f.name, im->noted.lines, im->state);
}

static int confirm(struct import *im, struct err *e)
{
    if (produce_flush(im->out, e))
        return err_prefix(e, "%s", im->f.name);
    if (!im->state || im->is.lines == im->noted.lines)
        return 0;
    im->noted = im->is;
    return import_state_write(im->state, im->f.name, &im->is, e);
}

/* Passes over the line if it is noted as sent, else sends it. */
static int take_line(struct import *im, const struct line *l, struct err *e)
{
    im->is = (struct import_state){im->f.number, 31 * im->is.hash + map_hash(l->p, l->n)};
    if (im->resumed)
        return send_line(im, l, e) ||
                       (im->state && im->is.lines - im->noted.lines >= CONFIRM_EVERY && confirm(im, e))
                   ? -1
                   : 0;
    im->resumed = im->is.lines == im->noted.lines && im->is.hash == im->noted.hash;
    return im->resumed || im->is.lines < im->noted.lines ? 0 : not_the_same(im, e);
}

static int send_lines(struct import *im, struct err *e)
{
    struct line l;
    int rc;
    while ((rc = feed_next(&im->f, &l, e)) > 0) {
        if (take_line(im, &l, e))
            return -1;
        if (signals_stop)
            return err_set(e, "%s: stopped at line %" PRId64, im->f.name, im->f.number);
        show(im, false);
    }
    return rc || !im->resumed ? rc ? -1 : not_the_same(im, e) : confirm(im, e);
}

/* Pipes can be read only once: they are looked at when their turn has come. */
static int send_file(struct import *im, const char *name, struct err *e)
{
    im->is = im->noted = (struct import_state){0};
    if (im->state && import_state_read(im->state, name, &im->noted, e))
        return -1;
    im->resumed = !im->noted.lines;
    im->shown = clock_ms();
    int rc = linefile_open(&im->f, name, e);
    if (!rc && !(rc = im->f.size ? 0 : feed_check(&im->f, e))) {
        rc = send_lines(im, e);
        show(im, true);
    }
    linefile_close(&im->f);
    return rc;
}

/* Regular files are looked at before the first line is sent. */
static int check_files(int n, char **names, struct err *e)
{
    int rc = 0;
    for (int i = 0; i < n && !rc; i++) {
        struct stat st;
        struct linefile f;
        bool standard = !strcmp(names[i], "-");
        if (!standard && stat(names[i], &st))
            return err_usage(e, "%s: %s", names[i], strerror(errno));
        if (standard || !S_ISREG(st.st_mode))
            continue;
        rc = linefile_open(&f, names[i], e) || feed_check(&f, e) ? -1 : 0;
        linefile_close(&f);
    }
    return rc;
}

static int send_all(struct import *im, int n, char **names, struct err *e)
{
    const char *const topics[] = {im->conf->topic_events, im->conf->topic_reports, NULL};
    if (check_files(n, names, e) || !(im->out = produce_new(im->conf, topics, e)))
        return -1;
    int rc = 0;
    for (int i = 0; !rc && i < n; i++)
        rc = send_file(im, names[i], e);
    printf("sent %" PRId64 " confirmed %" PRId64 "\n", im->sent, produce_confirmed(im->out));
    if (im->rejects > REJECTS_SHOWN)
        log_warn("… and %" PRId64 " more", im->rejects - REJECTS_SHOWN);
    if (im->rejects)
        log_warn("%" PRId64 " of the %" PRId64
                 " lines will be rejected; once they are read, `jiancha rejects "
                 "list` shows them",
                 im->rejects, im->sent);
    produce_free(im->out);
    return rc;
}

int import_files(const struct conf *conf, const char *state, int n, char **names, struct err *e)
{
    struct import im = {.conf = conf, .state = state, .tty = isatty(STDERR_FILENO)};
    struct str findings = {0};
    struct err why;
    im.judges_codes = !refdata_load(&im.ref, conf->config, &findings, &why);
    if (!im.judges_codes) {
        log_warn("which codes are known is not judged: %s", why.text);
        im.ref = (struct refdata){0};
    }
    int rc = send_all(&im, n, names, e);
    refdata_release(&im.ref);
    str_release(&findings);
    str_release(&im.text);
    arena_release(&im.a);
    return rc;
}
