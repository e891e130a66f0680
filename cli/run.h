/* `jiancha run`: the workers and the pages as children, kept running. */
#ifndef CLI_RUN_H
#define CLI_RUN_H

int run_main(int argc, char **argv); /* exit code of contract section 9 */

#endif
