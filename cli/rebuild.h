/* `jiancha rebuild`: cases, alerts and counters once more from the event log. */
#ifndef CLI_REBUILD_H
#define CLI_REBUILD_H

int rebuild_main(int argc, char **argv); /* exit code of contract section 9 */

#endif
