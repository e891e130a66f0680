/* `jiancha demo-broker`: librdkafka's mock cluster in a process of its own, for trying out. It keeps its
 * messages in memory, at most 5 MiB or 100,000 of them in a partition: the oldest are lost then. */
#ifndef COLLECTOR_DEMOBROKER_H
#define COLLECTOR_DEMOBROKER_H

int demobroker_main(int argc, char **argv); /* until SIGTERM or SIGINT; exit code of contract section 9 */

#endif
