#include "cli/command.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "cli/settings.h"
#include "collector/signals.h"
#include "config/notify_conf.h"
#include "store/codes.h"

static const char usage[] =
    "usage: jiancha run [option…]\n"
    "Everything: `workers` collectors, the clerk and the pages, restarted when they end. "
    "SIGTERM stops all, SIGHUP makes them read the reference data again.\n";

enum { GOOD_AFTER = 30, WAIT_MAX = 30, STOP_AFTER = 15 }; /* seconds; the first: a start was a success */

struct child {
    const char *command;
    int slot; /* -1: has none */
    pid_t pid; /* 0: not running */
    int64_t started, again; /* by the steady clock, ms; again: not to be started before */
    unsigned tries; /* failures in a row */
};

static const char *name_of(const struct child *c, char buf[32])
{
    if (c->slot < 0)
        return c->command;
    snprintf(buf, 32, "%s %d", c->command, c->slot);
    return buf;
}

/* Where the children's socket lies; dir "": nowhere that we made. */
struct room {
    char dir[90], socket[100];
};

struct run {
    char **argv; /* of `run` itself, handed on to the children */
    int argc;
    struct child *child;
    size_t n;
    bool refused; /* a child cannot start with these options */
};

/* In the child: dies with its parent, however that ends. */
static void become(const struct run *r, const struct child *c, pid_t parent)
{
    char slot[16];
    const char **argv = mem_alloc((size_t)(r->argc + 5) * sizeof *argv);
    int n = 0;
    argv[n++] = "jiancha";
    argv[n++] = c->command;
    for (int i = 1; i < r->argc; i++)
        argv[n++] = r->argv[i];
    snprintf(slot, sizeof slot, "%d", c->slot);
    if (c->slot >= 0) {
        argv[n++] = "--slot";
        argv[n++] = slot;
    }
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() == parent)
        execv("/proc/self/exe", (char **)(uintptr_t)argv);
    _exit(127);
}

static void start(struct run *r, struct child *c)
{
    pid_t parent = getpid(), pid = fork();
    if (!pid)
        become(r, c, parent);
    c->started = clock_ms();
    if (pid > 0) {
        c->pid = pid;
        return;
    }
    char name[32];
    log_error("%s cannot be started: %s", name_of(c, name), strerror(errno));
    c->again = c->started + 1000 * WAIT_MAX;
}

static void ended(struct run *r, struct child *c, int status)
{
    char how[64], name[32];
    c->pid = 0;
    if (signals_stop || r->refused)
        return;
    /* what it has refused as wrong use it would refuse again */
    r->refused = WIFEXITED(status) && WEXITSTATUS(status) == ERR_USAGE;
    if (r->refused) {
        log_error(
            "%s ended with status 2: it cannot start with these options, see what it said. Everything stops",
            name_of(c, name));
        return;
    }
    if (WIFSIGNALED(status))
        snprintf(how, sizeof how, "was ended by signal %d", WTERMSIG(status));
    else
        snprintf(how, sizeof how, "ended with status %d", WEXITSTATUS(status));
    int64_t now = clock_ms();
    c->tries = now - c->started >= 1000 * GOOD_AFTER ? 0 : c->tries + 1;
    unsigned wait = c->tries > 5 ? WAIT_MAX
                    : c->tries   ? 1u << (c->tries - 1)
                                 : 0; /* 1, 2, 4 … s; at once after a long life */
    c->again = now + 1000 * (int64_t)wait;
    log_warn("%s %s, starting it again in %u s", name_of(c, name), how, wait);
}

static void reap(struct run *r)
{
    int status;
    for (pid_t pid; (pid = waitpid(-1, &status, WNOHANG)) > 0;)
        for (size_t i = 0; i < r->n; i++)
            if (r->child[i].pid == pid)
                ended(r, &r->child[i], status);
}

static size_t running(const struct run *r)
{
    size_t n = 0;
    for (size_t i = 0; i < r->n; i++)
        n += r->child[i].pid != 0;
    return n;
}

static void tell(const struct run *r, int sig)
{
    for (size_t i = 0; i < r->n; i++)
        if (r->child[i].pid)
            kill(r->child[i].pid, sig);
}

/* Sleeps until a signal comes, a child ends among them, or for so long. */
static void rest(const sigset_t *blocked, long ms)
{
    struct timespec t = {ms / 1000, ms % 1000 * 1000000};
    int sig = sigtimedwait(blocked, NULL, &t);
    if (sig == SIGTERM || sig == SIGINT)
        signals_stop = 1;
    if (sig == SIGHUP)
        signals_reload = 1;
}

static void watch(struct run *r, const sigset_t *blocked)
{
    for (reap(r); !signals_stop && !r->refused; reap(r)) {
        for (size_t i = 0; i < r->n; i++)
            if (!r->child[i].pid && clock_ms() >= r->child[i].again)
                start(r, &r->child[i]);
        if (signals_reload)
            tell(r, SIGHUP);
        signals_reload = 0;
        rest(blocked, 1000);
    }
}

static void stop(struct run *r, const sigset_t *blocked)
{
    int64_t until = clock_ms() + 1000 * STOP_AFTER;
    tell(r, SIGTERM);
    for (reap(r); running(r) && clock_ms() < until; reap(r))
        rest(blocked, 200);
    if (running(r))
        log_warn("%zu children did not stop within %d s and are killed", running(r), STOP_AFTER);
    tell(r, SIGKILL);
}

static void list_children(struct run *r, const struct conf *conf)
{
    r->child = mem_alloc((size_t)(conf->workers + 2) * sizeof *r->child);
    r->child[r->n++] = (struct child){.command = "serve", .slot = -1};
    r->child[r->n++] = (struct child){.command = "clerk", .slot = -1};
    for (int64_t i = 0; i < conf->workers; i++)
        r->child[r->n++] = (struct child){.command = "collect", .slot = (int)(conf->slot + i)};
}

/* Serve and clerk find each other at a socket in a folder of this user alone, unless they were told where.
 * The children learn of it as of any option. */
static void make_room(const struct conf *conf, struct room *room)
{
    const char *base = getenv("RUNTIME_DIRECTORY"); /* systemd's */
    if (conf->clerk_socket[0])
        return;
    snprintf(room->dir, sizeof room->dir, "%.60s/jiancha.XXXXXX", base && *base ? base : "/tmp");
    if (!mkdtemp(room->dir)) {
        log_warn("nothing can be decided on the pages: %s: %s; set clerk_socket", room->dir, strerror(errno));
        room->dir[0] = 0;
        return;
    }
    snprintf(room->socket, sizeof room->socket, "%s/clerk", room->dir);
    setenv("JIANCHA_CLERK_SOCKET", room->socket, 1);
}

static void leave_room(const struct room *room)
{
    if (!room->dir[0])
        return;
    unlink(room->socket);
    rmdir(room->dir);
}

/* A database that does not answer yet is waited for by the children. */
static bool refused(const struct call *c, struct err *e)
{
    int missing = codes_missing_at(c->conf.database, "jiancha-run", NULL, &c->ref, e);
    return missing > 0 || (missing < 0 && e->kind != ERR_ENV);
}

static int run(struct call *c, struct err *e)
{
    struct run r = {.argv = c->argv, .argc = c->argc};
    struct room room = {.dir = ""};
    sigset_t blocked;
    if (refused(c, e))
        return -1;
    signals_catch(); /* SIGPIPE, too: whoever reads the log may go away */
    sigemptyset(&blocked);
    for (size_t i = 0; i < 4; i++)
        sigaddset(&blocked, ((int[]){SIGTERM, SIGINT, SIGHUP, SIGCHLD})[i]);
    sigprocmask(SIG_BLOCK, &blocked, NULL);
    log_name("run");
    list_children(&r, &c->conf);
    make_room(&c->conf, &room);
    watch(&r, &blocked);
    stop(&r, &blocked);
    leave_room(&room);
    free(r.child);
    return r.refused ? err_usage(e, "a child cannot start with these options") : 0;
}

/* What no child could start with is refused here, once. */
static int judge(struct call *c, struct err *e)
{
    struct notify_conf notify;
    if (settings_check(&c->conf, NULL, e) || notify_conf_load(&notify, c->conf.config, &c->ref, e))
        return -1;
    notify_conf_release(&notify);
    return 0;
}

const struct command run_command = {
    "run", "everything, supervised: collectors and pages", usage, NULL, NEEDS_REFDATA, 0, 0, judge, run};
