/* transact BROKERS TOPIC PARTITION commit|abort|open <LINES: sends each line as a message, all in one
 * transaction, and commits it, aborts it, or ends while it is open. The next start ends an open one. */
#include <librdkafka/rdkafka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WAIT_MS = 30000 };

static void die(const char *what, const char *why)
{
    fprintf(stderr, "transact: %s: %s\n", what, why);
    exit(1);
}

static void must(const char *what, rd_kafka_error_t *error)
{
    if (error)
        die(what, rd_kafka_error_string(error));
}

static rd_kafka_t *producer(const char *brokers)
{
    const char *const set[][2] = {
        {"bootstrap.servers", brokers}, {"transactional.id", "transact"}, {"linger.ms", "5"}};
    char text[300] = "";
    rd_kafka_conf_t *conf = rd_kafka_conf_new();
    for (size_t i = 0; i < sizeof set / sizeof *set; i++)
        if (rd_kafka_conf_set(conf, set[i][0], set[i][1], text, sizeof text))
            die(set[i][0], text);
    rd_kafka_t *rk = rd_kafka_new(RD_KAFKA_PRODUCER, conf, text, sizeof text);
    if (!rk)
        die("producer", text);
    return rk;
}

static void send_lines(rd_kafka_t *rk, const char *topic, int32_t part)
{
    char *line = NULL;
    size_t cap = 0;
    for (ssize_t n; (n = getline(&line, &cap, stdin)) > 0;) {
        n -= line[n - 1] == '\n';
        rd_kafka_resp_err_t err =
            rd_kafka_producev(rk, RD_KAFKA_V_TOPIC(topic), RD_KAFKA_V_PARTITION(part),
                              RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY), RD_KAFKA_V_VALUE(line, (size_t)n),
                              RD_KAFKA_V_END);
        if (err)
            die("message", rd_kafka_err2str(err));
    }
    free(line);
    if (rd_kafka_flush(rk, WAIT_MS))
        die("flush", "not all messages were sent");
}

int main(int argc, char **argv)
{
    if (argc != 5)
        die("wrong use", "BROKERS TOPIC PARTITION commit|abort|open");
    rd_kafka_t *rk = producer(argv[1]);
    must("begin", rd_kafka_init_transactions(rk, WAIT_MS));
    must("begin", rd_kafka_begin_transaction(rk));
    send_lines(rk, argv[2], atoi(argv[3]));
    if (!strcmp(argv[4], "open"))
        _Exit(0);
    if (!strcmp(argv[4], "abort"))
        must("abort", rd_kafka_abort_transaction(rk, WAIT_MS));
    else
        must("commit", rd_kafka_commit_transaction(rk, WAIT_MS));
    rd_kafka_destroy(rk);
    return 0;
}
