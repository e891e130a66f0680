#include "collector/demobroker.h"

#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"

static int tell(const char *file, const char *address, struct err *e)
{
    struct str line = {0};
    str_printf(&line, "%s\n", address);
    int rc = file_replace(file, line.p, line.len, e);
    str_release(&line);
    return rc;
}

static int create(rd_kafka_mock_cluster_t *cluster, const char *topic, int partitions, struct err *e)
{
    rd_kafka_resp_err_t rc = rd_kafka_mock_topic_create(cluster, topic, partitions, 1);
    return rc ? err_set(e, "topic %s: %s", topic, rd_kafka_err2str(rc)) : 0;
}

/* Until a signal or until whoever started us is gone. */
static void wait_for_end(pid_t parent)
{
    sigset_t wanted;
    sigemptyset(&wanted);
    sigaddset(&wanted, SIGTERM);
    sigaddset(&wanted, SIGINT);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    while (getppid() == parent && sigtimedwait(&wanted, NULL, &(struct timespec){1, 0}) < 0)
        ;
}

static int run(const struct conf *conf, const char *file, int partitions, pid_t parent, struct err *e)
{
    char text[500];
    rd_kafka_conf_t *kc = rd_kafka_conf_new();
    rd_kafka_conf_set(kc, "log_level", "3", NULL,
                      0); /* that the host handle itself has no broker is as it should be */
    rd_kafka_t *rk = rd_kafka_new(RD_KAFKA_PRODUCER, kc, text, sizeof text);
    if (!rk) {
        rd_kafka_conf_destroy(kc);
        return err_env(e, "librdkafka: %s", text);
    }
    rd_kafka_mock_cluster_t *cluster = rd_kafka_mock_cluster_new(rk, 1);
    int rc = cluster ? 0 : err_env(e, "librdkafka's mock cluster did not start");
    if (!rc && !(rc = create(cluster, conf->topic_events, partitions, e)) &&
        !(rc = create(cluster, conf->topic_reports, 1, e)) &&
        !(rc = tell(file, rd_kafka_mock_cluster_bootstraps(cluster), e))) {
        log_info("a broker in memory, for trying out only, at %s", rd_kafka_mock_cluster_bootstraps(cluster));
        wait_for_end(parent);
    }
    if (cluster)
        rd_kafka_mock_cluster_destroy(cluster);
    rd_kafka_destroy(rk);
    return rc;
}

int demobroker_run(const struct conf *conf, const char *file, int partitions, struct err *e)
{
    pid_t parent = getppid();
    sigset_t wanted;
    sigfillset(&wanted); /* inherited by librdkafka's threads: run() takes them */
    sigprocmask(SIG_BLOCK, &wanted, NULL);
    return run(conf, file, partitions, parent, e);
}
