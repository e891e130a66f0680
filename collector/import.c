#include "collector/import.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/str.h"
#include "collector/produce.h"
#include "collector/signals.h"

enum { CONFIRM_EVERY = 20000 }; /* lines between two notes of how far it is */

struct import {
    const struct conf *conf;
    struct produce *out;
    const char *state; /* file that says how far which file was confirmed; NULL: none */
    const char *name; /* of the file at hand */
    int64_t line, skip, sent;
    uint64_t hash, want; /* of the lines up to here; that of the first `skip` as noted */
    off_t size, done; /* bytes of the file at hand; size 0: not known */
    bool tty;
    int64_t shown; /* when, by the steady clock */
};

/* The line as it goes out: *text is malloc'ed if it had to be changed. Whatever is no JSON object goes as it
 * is: rejecting is the collector's business. */
static void prepare(const char *line, size_t n, char **text, char **key, bool *report)
{
    json_t *obj = json_loadb(line, n, JSON_REJECT_DUPLICATES, NULL),
           *occurred = json_object_get(obj, "occurred_at");
    const char *no = json_string_value(json_object_get(obj, "case_no")),
               *type = json_string_value(json_object_get(obj, "type"));
    json_t *recorded = json_object_get(obj, "recorded_at");
    *report = type && !strcmp(type, "monthly_report");
    *key = no ? mem_strdup(no) : NULL;
    *text = NULL;
    if (occurred && (!recorded || json_is_null(recorded)) && !json_object_set(obj, "recorded_at", occurred))
        *text = json_dumps(obj, JSON_COMPACT);
    json_decref(obj);
}

static int send_line(struct import *im, const char *line, size_t n, struct err *e)
{
    char *text, *key;
    bool report;
    prepare(line, n, &text, &key, &report);
    struct produce_message m = {report ? im->conf->topic_reports : im->conf->topic_events,
                                key,
                                text ? text : line,
                                text ? strlen(text) : n,
                                im->line,
                                INSTANT_NONE};
    int rc = produce_put(im->out, &m, e);
    free(text);
    free(key);
    im->sent += !rc;
    return rc;
}

static void show(struct import *im, bool last)
{
    int64_t now = clock_ms();
    if (!last && now - im->shown < (im->tty ? 1000 : 10000))
        return;
    im->shown = now;
    int percent = im->size > 0 ? (int)(100 * im->done / im->size) : -1;
    if (!im->tty)
        log_info("%s: %lld lines, %lld confirmed in all", im->name, (long long)im->line,
                 (long long)produce_confirmed(im->out));
    else if (percent >= 0)
        fprintf(stderr, "\r%s [%-20.*s] %3d%% %lld lines%s", im->name, percent / 5, "####################",
                percent, (long long)im->line, last ? "\n" : "");
    else
        fprintf(stderr, "\r%s %lld lines%s", im->name, (long long)im->line, last ? "\n" : "");
}

/* One line of the state file: number of confirmed lines, their hash, name. */
struct noted {
    long long lines;
    unsigned long long hash;
    const char *name; /* NULL: no such line */
};

static struct noted noted_line(char *line)
{
    struct noted n = {0};
    char *p = line;
    n.lines = strtoll(p, &p, 10);
    n.hash = strtoull(p, &p, 16);
    n.name = *p == ' ' ? p + 1 : NULL;
    return n;
}

/* Takes the next line off the text; NULL: there is none. */
static char *next_line(char **text) { return *text && **text ? strsep(text, "\n") : NULL; }

static int note(struct import *im, int64_t lines, struct err *e)
{
    struct str old = {0}, out = {0};
    int rc = file_read(&old, im->state, e) < 0 ? -1 : 0;
    for (char *rest = old.p, *line; !rc && (line = next_line(&rest));) {
        const char *name = noted_line(line).name;
        if (name && strcmp(name, im->name) != 0)
            str_printf(&out, "%s\n", line);
    }
    str_printf(&out, "%lld %016llx %s\n", (long long)lines, (unsigned long long)im->hash, im->name);
    if (!rc)
        rc = file_replace(im->state, out.p, out.len, e);
    str_release(&old);
    str_release(&out);
    return rc;
}

static int look_up(struct import *im, struct err *e)
{
    struct str text = {0};
    if (im->state && file_read(&text, im->state, e) < 0) {
        str_release(&text);
        return -1;
    }
    for (char *rest = text.p, *line; (line = next_line(&rest));) {
        struct noted n = noted_line(line);
        if (n.name && !strcmp(n.name, im->name)) {
            im->skip = n.lines;
            im->want = n.hash;
        }
    }
    str_release(&text);
    return 0;
}

/* What is skipped must be what was sent: a new file may have come under the old name. */
static int same_file(const struct import *im, struct err *e)
{
    if (im->hash == im->want)
        return 0;
    return err_set(e,
                   "its first %lld lines are not those that %s notes as sent; take its line out of there to "
                   "send it whole",
                   (long long)im->skip, im->state);
}

static int confirm(struct import *im, struct err *e)
{
    if (produce_flush(im->out, e))
        return -1;
    return im->state && im->line > im->skip ? note(im, im->line, e) : 0;
}

static int send_stream(struct import *im, FILE *f, struct err *e)
{
    char *line = NULL;
    size_t cap = 0;
    ssize_t n;
    int rc = 0;
    while (!rc && (n = getline(&line, &cap, f)) > 0) {
        im->done += n;
        im->line++;
        while (n && (line[n - 1] == '\n' || line[n - 1] == '\r'))
            n--;
        im->hash = 31 * im->hash + map_hash(line, (size_t)n);
        if (im->line == im->skip)
            rc = same_file(im, e);
        if (im->line > im->skip && n)
            rc = send_line(im, line, (size_t)n, e);
        if (!rc && im->state && im->line > im->skip && im->line % CONFIRM_EVERY == 0)
            rc = confirm(im, e);
        if (!rc && signals_stop)
            rc = err_set(e, "stopped at line %lld", (long long)im->line);
        show(im, false);
    }
    if (!rc && !feof(f)) /* also where a line does not fit the memory */
        rc = err_set(e, "%s", strerror(errno));
    free(line);
    if (!rc && im->line < im->skip)
        rc = same_file(im, e);
    return rc ? -1 : confirm(im, e);
}

static int send_file(struct import *im, const char *name, struct err *e)
{
    struct stat st;
    bool standard = !strcmp(name, "-");
    FILE *f = standard ? stdin : fopen(name, "r");
    if (!f)
        return err_usage(e, "%s: %s", name, strerror(errno));
    im->name = name;
    im->line = im->skip = im->done = 0;
    im->hash = im->want = 0;
    im->size = !fstat(fileno(f), &st) && S_ISREG(st.st_mode) ? st.st_size : 0;
    im->shown = clock_ms();
    int rc = look_up(im, e) || send_stream(im, f, e) ? -1 : 0;
    show(im, true);
    if (!standard)
        fclose(f);
    return rc ? err_prefix(e, "%s", name) : 0;
}

static int send_all(struct import *im, int n, char **names, struct err *e)
{
    if (!(im->out = produce_new(im->conf, e)))
        return -1;
    int rc = 0;
    for (int i = 0; !rc && i < n; i++)
        rc = send_file(im, names[i], e);
    printf("sent %lld confirmed %lld\n", (long long)im->sent, (long long)produce_confirmed(im->out));
    produce_free(im->out);
    return rc;
}

int import_files(const struct conf *conf, const char *state, int n, char **names, struct err *e)
{
    struct import im = {.conf = conf, .state = state, .tty = isatty(STDERR_FILENO)};
    return send_all(&im, n, names, e);
}
