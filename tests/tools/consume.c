/* consume BROKERS TOPIC PARTITION: prints each committed message of the partition as a line, from its first
 * to the end that it has now. */
#include <librdkafka/rdkafka.h>
#include <stdio.h>
#include <stdlib.h>

static void die(const char *what, const char *why)
{
    fprintf(stderr, "consume: %s: %s\n", what, why);
    exit(1);
}

static rd_kafka_t *consumer(const char *brokers)
{
    const char *const set[][2] = {{"bootstrap.servers", brokers},      {"group.id", "consume"},
                                  {"enable.partition.eof", "true"},    {"enable.auto.commit", "false"},
                                  {"auto.offset.reset", "error"}};
    char text[300] = "";
    rd_kafka_conf_t *conf = rd_kafka_conf_new();
    for (size_t i = 0; i < sizeof set / sizeof *set; i++)
        if (rd_kafka_conf_set(conf, set[i][0], set[i][1], text, sizeof text))
            die(set[i][0], text);
    rd_kafka_t *rk = rd_kafka_new(RD_KAFKA_CONSUMER, conf, text, sizeof text);
    if (!rk)
        die("new", text);
    rd_kafka_poll_set_consumer(rk);
    return rk;
}

/* False: the partition's end. */
static int next(rd_kafka_t *rk)
{
    rd_kafka_message_t *m = rd_kafka_consumer_poll(rk, 30000);
    if (!m)
        die("poll", "nothing came");
    int more = m->err != RD_KAFKA_RESP_ERR__PARTITION_EOF;
    if (more && m->err)
        die("poll", rd_kafka_message_errstr(m));
    if (more)
        printf("%.*s\n", (int)m->len, (const char *)m->payload);
    rd_kafka_message_destroy(m);
    return more;
}

int main(int argc, char **argv)
{
    if (argc != 4)
        die("usage", "consume BROKERS TOPIC PARTITION");
    rd_kafka_t *rk = consumer(argv[1]);
    rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new(1);
    rd_kafka_topic_partition_list_add(list, argv[2], atoi(argv[3]))->offset = RD_KAFKA_OFFSET_BEGINNING;
    rd_kafka_resp_err_t err = rd_kafka_assign(rk, list);
    if (err)
        die("assign", rd_kafka_err2str(err));
    while (next(rk))
        ;
    rd_kafka_topic_partition_list_destroy(list);
    rd_kafka_consumer_close(rk);
    rd_kafka_destroy(rk);
    return 0;
}
