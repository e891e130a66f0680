#include "collector/signals.h"

#include <time.h>
#include <unistd.h>

volatile sig_atomic_t signals_stop, signals_reload;

static void on_stop(int sig)
{
    (void)sig;
    signals_stop = 1;
}

static void on_reload(int sig)
{
    (void)sig;
    signals_reload = 1;
}

static void on_deadline(int sig)
{
    (void)sig;
    _exit(0);
}

/* Without SA_RESTART: a signal ends the sleep or the wait at hand. */
static void catch (int sig, void (*handler)(int))
{
    struct sigaction sa = {.sa_handler = handler};
    sigemptyset(&sa.sa_mask);
    sigaction(sig, &sa, NULL);
}

void signals_catch(void)
{
    catch (SIGTERM, on_stop);
    catch (SIGINT, on_stop);
    catch (SIGHUP, on_reload);
    catch (SIGPIPE, SIG_IGN);
}

void signals_deadline(unsigned seconds)
{
    catch (SIGALRM, on_deadline);
    alarm(seconds);
}

void signals_sleep(int ms)
{
    const struct timespec t = {ms / 1000, ms % 1000 * 1000000L};
    if (!signals_stop && !signals_reload)
        nanosleep(&t, NULL);
}
