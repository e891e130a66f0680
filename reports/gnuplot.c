#include "reports/gnuplot.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/map.h"
#include "base/mem.h"

enum { SLOTS = 64, DEADLINE_MS = 10000, OUTPUT_MAX = 4 << 20, RETRY_SECONDS = 60 };

struct drawn {
    uint64_t key; /* hash of the script; 0: empty slot */
    struct str svg; /* empty: it failed */
    long at, used;
};

struct gnuplot {
    const char *program;
    int deadline; /* milliseconds */
    pthread_mutex_t lock; /* of what is drawn; nobody draws under it */
    struct drawn slot[SLOTS];
    long turn;
};

struct gnuplot *gnuplot_new(const char *program)
{
    struct gnuplot *g = mem_alloc(sizeof *g);
    g->program = program ? program : "gnuplot";
    g->deadline = DEADLINE_MS;
    pthread_mutex_init(&g->lock, NULL);
    return g;
}

void gnuplot_free(struct gnuplot *g)
{
    for (int i = 0; i < SLOTS; i++)
        str_release(&g->slot[i].svg);
    pthread_mutex_destroy(&g->lock);
    free(g);
}

void gnuplot_deadline(struct gnuplot *g, int ms) { g->deadline = ms; }

struct child {
    pid_t pid;
    int in, out; /* our ends; -1: closed */
};

static void close_end(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

/* prlimit(1) sets the limits and becomes gnuplot: after threads exist, nothing may run between fork and exec
 */
static int spawn(const char *program, int child_in, int child_out, pid_t *pid)
{
    char *const argv[] = {"prlimit",
                          "--cpu=5",
                          "--as=536870912",
                          "--fsize=8388608",
                          "--nproc=1",
                          "--core=0",
                          "--",
                          (char *)(uintptr_t)program,
                          "-d",
                          "/dev/stdin",
                          NULL};
    char *const env[] = {"PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C.UTF-8", "HOME=/nonexistent",
                         "GNUTERM=unknown", NULL};
    posix_spawn_file_actions_t acts;
    posix_spawnattr_t attr;
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawn_file_actions_init(&acts);
    posix_spawnattr_init(&attr);
    posix_spawn_file_actions_adddup2(&acts, child_in, 0);
    posix_spawn_file_actions_adddup2(&acts, child_out, 1);
    posix_spawn_file_actions_addopen(&acts, 2, "/dev/null", O_WRONLY, 0);
    posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setsigmask(&attr, &none);
    posix_spawnattr_setsigdefault(&attr, &all);
    int rc = posix_spawnp(pid, "prlimit", &acts, &attr, argv, env);
    posix_spawn_file_actions_destroy(&acts);
    posix_spawnattr_destroy(&attr);
    return rc;
}

static int start(struct child *c, const char *program, struct err *e)
{
    int in[2], out[2];
    if (pipe2(in, O_CLOEXEC))
        return err_set(e, "pipe: %s", strerror(errno));
    if (pipe2(out, O_CLOEXEC)) {
        close(in[0]), close(in[1]);
        return err_set(e, "pipe: %s", strerror(errno));
    }
    int rc = spawn(program, in[0], out[1], &c->pid);
    close(in[0]);
    close(out[1]);
    c->in = in[1];
    c->out = out[0];
    if (!rc) {
        fcntl(c->in, F_SETFL, O_NONBLOCK);
        return 0;
    }
    close_end(&c->in);
    close_end(&c->out);
    return err_env(e, "prlimit cannot be started: %s", strerror(rc));
}

/* A gnuplot that has ended already is an error like others, not a SIGPIPE that ends us: a command that draws
 * does not ignore it as `serve` does. */
static ssize_t write_quietly(int fd, const char *p, size_t n)
{
    sigset_t broken, before;
    sigemptyset(&broken);
    sigaddset(&broken, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &broken, &before);
    ssize_t done = write(fd, p, n);
    int why = errno;
    if (done < 0 && why == EPIPE && !sigismember(&before, SIGPIPE))
        sigtimedwait(&broken, NULL, &(struct timespec){0, 0});
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    errno = why;
    return done;
}

static void feed(struct child *c, const struct str *script, size_t *done)
{
    ssize_t n = write_quietly(c->in, script->p + *done, script->len - *done);
    if (n > 0)
        *done += (size_t)n;
    if ((n < 0 && errno != EAGAIN && errno != EINTR) || *done == script->len)
        close_end(&c->in);
}

/* both pipes at once, or a full one of either side would hold both up */
static int talk(struct child *c, int deadline, const struct str *script, struct str *svg, struct err *e)
{
    size_t done = 0;
    char buf[65536];
    for (int64_t end = clock_ms() + deadline;;) {
        struct pollfd fd[] = {{c->out, POLLIN, 0}, {c->in, POLLOUT, 0}};
        int64_t left = end - clock_ms();
        if (left <= 0 || (poll(fd, 2, (int)left) < 0 && errno != EINTR))
            return err_env(e, "gnuplot did not finish within %d ms", deadline);
        if (c->in >= 0 && fd[1].revents)
            feed(c, script, &done);
        if (!fd[0].revents)
            continue;
        ssize_t n = read(c->out, buf, sizeof buf);
        if (n == 0)
            return 0;
        if (n > 0)
            str_put(svg, buf, (size_t)n);
        if (svg->len > OUTPUT_MAX)
            return err_set(e, "gnuplot wrote more than %d bytes", OUTPUT_MAX);
    }
}

static bool whole(const struct str *svg)
{
    size_t n = svg->len;
    while (n && strchr("\n\r ", svg->p[n - 1]))
        n--;
    return n > 6 && !memcmp(svg->p + n - 6, "</svg>", 6);
}

/* Its status once it has ended; one that closes its output and stays is killed. */
static int end_of(const struct child *c, int patience)
{
    const struct timespec moment = {0, 1000000};
    int status = 0;
    for (int64_t end = clock_ms() + patience;; nanosleep(&moment, NULL)) {
        pid_t pid = waitpid(c->pid, &status, WNOHANG);
        if (pid > 0 || (pid < 0 && errno != EINTR))
            return status;
        if (clock_ms() >= end)
            kill(-c->pid, SIGKILL);
    }
}

static int draw(struct gnuplot *g, const struct str *script, struct str *svg, struct err *e)
{
    struct child c;
    if (start(&c, g->program, e))
        return -1;
    int rc = talk(&c, g->deadline, script, svg, e);
    close_end(&c.in);
    close_end(&c.out);
    int status = end_of(&c, rc ? 0 : g->deadline);
    if (rc)
        return -1;
    if (!WIFEXITED(status) || WEXITSTATUS(status))
        return err_set(e, "gnuplot ended with status %d", status);
    return whole(svg) ? 0 : err_set(e, "gnuplot wrote no whole SVG");
}

/* Copies an SVG: <title> and <desc> are for people who cannot see the picture; and who lacks the font gets
 * another one that has the characters. */
static void describe(struct str *out, const char *p, size_t n, const char *title)
{
    static const char font[] = "font-family=\"Noto Sans CJK SC\"",
                      fonts[] =
                          "font-family=\"Noto Sans CJK SC,Microsoft YaHei,PingFang SC,SimHei,sans-serif\"";
    const char *end = p + n, *from = memmem(p, n, "<title>", 7), *to = from ? strstr(from, "</desc>") : NULL;
    if (to) {
        str_put(out, p, (size_t)(from - p));
        str_puts(out, "<title>");
        str_html(out, title);
        str_puts(out, "</title>");
        p = to + 7;
    }
    for (const char *at; (at = memmem(p, (size_t)(end - p), font, sizeof font - 1));
         p = at + sizeof font - 1) {
        str_put(out, p, (size_t)(at - p));
        str_puts(out, fonts);
    }
    str_put(out, p, (size_t)(end - p));
}

int gnuplot_svgs(struct gnuplot *g, const struct str *script, const char *title, int n,
                 struct str *const svg[], struct err *e)
{
    static const char last[] = "</svg>\n";
    struct str made = {0};
    int rc = draw(g, script, &made, e), k = 0;
    for (char *p = made.p, *end; !rc && k < n && (p = strstr(p, "<?xml")) && (end = strstr(p, last));
         p = end + sizeof last - 1)
        describe(svg[k++], p, (size_t)(end - p) + sizeof last - 1, title);
    str_release(&made);
    if (!rc && k < n)
        rc = err_set(e, "gnuplot wrote %d of %d SVGs", k, n);
    for (int i = 0; rc && i < k; i++)
        str_clear(svg[i]);
    return rc;
}

/* the slot of this key, else the one that was not asked for for longest */
static struct drawn *slot_for(struct gnuplot *g, uint64_t key)
{
    struct drawn *oldest = &g->slot[0];
    for (int i = 0; i < SLOTS; i++) {
        if (g->slot[i].key == key)
            return &g->slot[i];
        if (g->slot[i].used < oldest->used)
            oldest = &g->slot[i];
    }
    return oldest;
}

/* What is remembered under the key: 1 the SVG, -1 that it failed lately, 0 nothing. */
static int recall(struct gnuplot *g, uint64_t key, long now, struct str *svg)
{
    pthread_mutex_lock(&g->lock);
    struct drawn *d = slot_for(g, key);
    int rc = d->key != key ? 0 : d->svg.len ? 1 : now - d->at < RETRY_SECONDS ? -1 : 0;
    if (d->key == key)
        d->used = ++g->turn;
    if (rc > 0)
        str_put(svg, d->svg.p, d->svg.len);
    pthread_mutex_unlock(&g->lock);
    return rc;
}

/* Takes the SVG over; an empty one: it failed. */
static void remember(struct gnuplot *g, uint64_t key, long now, struct str *svg)
{
    pthread_mutex_lock(&g->lock);
    struct drawn *d = slot_for(g, key);
    str_release(&d->svg);
    *d = (struct drawn){key, *svg, now, ++g->turn};
    pthread_mutex_unlock(&g->lock);
    *svg = (struct str){0};
}

int gnuplot_svg(struct gnuplot *g, const struct str *script, const char *title, long now, struct str *svg,
                struct err *e)
{
    if (!script->len)
        return err_set(e, "nothing to draw");
    uint64_t key = (map_hash(script->p, script->len) ^ 31 * map_hash(title, strlen(title))) | 1;
    int known = recall(g, key, now, svg);
    if (known)
        return known > 0 ? 0 : err_set(e, "the chart failed less than %d s ago", RETRY_SECONDS);
    struct str made = {0};
    int rc = gnuplot_svgs(g, script, title, 1, (struct str *const[]){&made}, e);
    if (!rc)
        str_put(svg, made.p, made.len);
    else
        str_release(&made);
    remember(g, key, now, &made);
    return rc;
}
