/* `jiancha collect`: one worker, in the foreground. */
#ifndef CLI_COLLECT_H
#define CLI_COLLECT_H

int collect_main(int argc, char **argv); /* exit code of contract section 9 */

#endif
