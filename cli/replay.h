/* `jiancha replay`: files in, the objects of contract section 9 out; no database, no broker, no clock. */
#ifndef CLI_REPLAY_H
#define CLI_REPLAY_H

int replay_main(int argc, char **argv);

#endif
