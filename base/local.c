#include "base/local.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { BACKLOG = 128 };

static int address_of(const char *path, struct sockaddr_un *sa, struct err *e)
{
    *sa = (struct sockaddr_un){.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof sa->sun_path)
        return err_usage(e, "%s: the path of a socket has at most %zu bytes", path, sizeof sa->sun_path - 1);
    memcpy(sa->sun_path, path, strlen(path) + 1);
    return 0;
}

static int failed(int fd, const char *path, int why, struct err *e)
{
    if (fd >= 0)
        close(fd);
    return err_env(e, "%s: %s", path, strerror(why));
}

int local_connect(const char *path, struct err *e)
{
    struct sockaddr_un sa;
    if (address_of(path, &sa, e))
        return -1;
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    return fd >= 0 && !connect(fd, (const struct sockaddr *)&sa, sizeof sa) ? fd : failed(fd, path, errno, e);
}

/* A socket that nobody answers at was left by a process that is gone. */
static int make_way(const char *path, struct err *e)
{
    struct stat st;
    struct err ignored;
    if (lstat(path, &st))
        return 0;
    if (!S_ISSOCK(st.st_mode))
        return err_env(e, "%s: there is something that is no socket", path);
    int fd = local_connect(path, &ignored);
    if (fd >= 0) {
        close(fd);
        return err_env(e, "%s: another process listens there", path);
    }
    unlink(path);
    return 0;
}

int local_listen(const char *path, mode_t mode, struct err *e)
{
    struct sockaddr_un sa;
    if (address_of(path, &sa, e) || make_way(path, e))
        return -1;
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    mode_t before = umask(0777 & ~mode); /* from its first moment on */
    int rc = fd < 0 ? -1 : bind(fd, (const struct sockaddr *)&sa, sizeof sa);
    int why = errno;
    umask(before);
    if (!rc && listen(fd, BACKLOG)) {
        rc = -1;
        why = errno;
    }
    return rc ? failed(fd, path, why, e) : fd;
}

bool local_trusted(int fd)
{
    struct ucred who;
    socklen_t n = sizeof who;
    return !getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &n) && (who.uid == geteuid() || who.uid == 0);
}

static bool ready(int fd, short events, int ms)
{
    struct pollfd p = {.fd = fd, .events = events};
    int rc;
    while ((rc = poll(&p, 1, ms)) < 0 && errno == EINTR)
        ;
    return rc > 0;
}

int local_read(int fd, struct str *out, size_t most, int ms)
{
    char piece[16 * 1024];
    for (;;) {
        if (!ready(fd, POLLIN, ms))
            return -1;
        ssize_t n = read(fd, piece, sizeof piece);
        if (!n)
            return 0;
        if (n < 0 && errno != EINTR)
            return -1;
        if (n > 0) {
            if (out->len + (size_t)n > most)
                return -1;
            str_put(out, piece, (size_t)n);
        }
    }
}

int local_write(int fd, const char *p, size_t n, int ms)
{
    while (n) {
        if (!ready(fd, POLLOUT, ms))
            return -1;
        ssize_t sent = send(fd, p, n, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && errno != EINTR && errno != EAGAIN)
            return -1;
        if (sent > 0) {
            p += sent;
            n -= (size_t)sent;
        }
    }
    return 0;
}
