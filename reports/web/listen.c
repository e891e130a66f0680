#include "reports/web/listen.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/address.h"
#include "base/file.h"

static int open_one(const struct addrinfo *ai)
{
    int fd = socket(ai->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), on = 1;
    if (fd < 0)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (!bind(fd, ai->ai_addr, ai->ai_addrlen) && !listen(fd, 511))
        return fd;
    int saved = errno;
    close(fd);
    errno = saved;
    return -1;
}

static int port_of(int fd)
{
    struct sockaddr_storage sa;
    socklen_t len = sizeof sa;
    if (getsockname(fd, (struct sockaddr *)&sa, &len))
        return 0;
    return ntohs(sa.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&sa)->sin6_port
                                          : ((struct sockaddr_in *)&sa)->sin_port);
}

int listen_open(const char *address, int *port, struct err *e)
{
    struct address to;
    char service[16];
    if (address_to_listen(address, &to, e))
        return -1;
    snprintf(service, sizeof service, "%d", to.port);
    struct addrinfo hints = {.ai_family = AF_UNSPEC,
                             .ai_socktype = SOCK_STREAM,
                             .ai_flags = AI_PASSIVE | AI_NUMERICSERV},
                    *list;
    int rc = getaddrinfo(to.host[0] ? to.host : NULL, service, &hints, &list), fd = -1;
    if (rc)
        return err_env(e, "listen: %s: %s", address, gai_strerror(rc));
    for (struct addrinfo *ai = list; ai && fd < 0; ai = ai->ai_next)
        fd = open_one(ai);
    int saved = errno;
    freeaddrinfo(list);
    if (fd < 0)
        return err_env(e, "listen: %s: %s", address, strerror(saved));
    *port = port_of(fd);
    return fd;
}

int listen_tell(const char *file, int port, struct err *e)
{
    char text[16];
    return file_replace(file, text, (size_t)snprintf(text, sizeof text, "%d\n", port), e);
}
