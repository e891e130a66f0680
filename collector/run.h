/* `jiancha run`: the workers and the pages as children, kept running. */
#ifndef COLLECTOR_RUN_H
#define COLLECTOR_RUN_H

int run_main(int argc, char **argv); /* exit code of contract section 9 */

#endif
