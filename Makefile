# jiancha: `make` builds ./jiancha, `make test` runs every test, `make demo` shows a living city. `make help` lists the rest.
BUILD ?= build
PROGRAM ?= jiancha
CFLAGS ?= -O2 -g
WARN := -Wall -Wextra -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wformat=2
# in CI a warning is an error
WARN += $(if $(filter true,$(CI)),-Werror)
PKGS := jansson rdkafka libpq libmicrohttpd minizip zlib xlsxwriter pangocairo librsvg-2.0 libcurl
CPPFLAGS += -I. -I$(BUILD) -D_GNU_SOURCE -MMD -MP \
	$(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(PKGS) 2>/dev/null))
ALL_CFLAGS = -std=c11 $(WARN) $(CFLAGS) -fstack-protector-strong -fno-common
LIBS = $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lpthread -lcrypt
PREFIX ?= /usr/local
V ?=
say = $(if $(V),,@echo '  $(1)'; )

ROOMS := base analyzer codec config store ledger collector collector/notify collector/simulator reports reports/web cli
SRC := $(sort $(foreach d,$(ROOMS),$(wildcard $(d)/*.c)))
OBJ := $(SRC:%.c=$(BUILD)/%.o)
SCHEMA := $(sort $(wildcard store/schema/*.sql))
UNIT := $(patsubst %.c,$(BUILD)/%,$(sort $(wildcard tests/unit/test_*.c)))
# what is a function of its arguments alone; `make pure` proves it
PURE := $(filter $(BUILD)/analyzer/%,$(OBJ)) $(filter-out $(addprefix $(BUILD)/base/,log.o file.o linefile.o secret.o clock.o local.o),$(filter $(BUILD)/base/%,$(OBJ))) \
	$(addprefix $(BUILD)/cli/,case_text.o docs.o docs_acts.o docs_glossary.o text_table.o) \
	$(addprefix $(BUILD)/codec/,objects.o sentences.o) \
	$(addprefix $(BUILD)/collector/notify/,forms.o forms_json.o forms_text.o notice.o when.o) $(BUILD)/config/notify_words.o \
	$(addprefix $(BUILD)/reports/,account.o account_brief.o account_clocks.o doc.o doc_annex.o doc_columns.o doc_csv.o doc_html.o doc_html_annex.o doc_json.o doc_store.o evidence.o format.o names.o \
	plot.o plot_fields.o plot_rows.o plot_write.o rate_class.o terms.o tr.o wording.o words.o) \
	$(addprefix $(BUILD)/reports/web/,head.o request.o spark.o)

all: $(PROGRAM)

$(PROGRAM): $(BUILD)/main.o $(OBJ)
	$(call say,link $@)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(call say,cc   $<)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -c -o $@ $<

# the numbered SQL files go into the binary whole (store/migrate.c)
$(BUILD)/schema.inc: $(SCHEMA) Makefile
	@mkdir -p $(@D)
	@for f in $(SCHEMA); do n=$${f##*/}; echo "MIGRATION($${n%%_*}, \"$$f\")"; done > $@
$(BUILD)/store/migrate.o: $(BUILD)/schema.inc $(SCHEMA)
# so does the stylesheet (reports/web/style.c)
$(BUILD)/reports/web/style.o: reports/web/style.css
# the API's description (reports/web/manual.c)
$(BUILD)/reports/web/manual.o: docs/openapi.yaml
# and that of documents (reports/doc_html.c)
$(BUILD)/reports/doc_html.o: reports/doc_html.css

# minizip has a crypt.h of its own
$(BUILD)/base/secret.o $(BUILD)/counted/base/secret.o: CPPFLAGS := -I. -D_GNU_SOURCE -MMD -MP

# a program of the tests is linked with what it uses alone, out of this (which names the objects and holds none)
$(BUILD)/objects.a: $(OBJ)
	@rm -f $@ && $(AR) rcsT $@ $^
# every tests/unit/test_X.c is a cmocka program of its own
unit: $(UNIT)
$(BUILD)/tests/unit/%: $(BUILD)/tests/unit/%.o $(BUILD)/objects.a
	$(call say,link $@)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ -lcmocka $(LIBS)
# this one makes every allocation fail once
$(BUILD)/tests/unit/test_oom: LDFLAGS += -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=strdup
# and this one counts the basic blocks that these run
COUNTED := $(patsubst $(BUILD)/%,$(BUILD)/counted/%,$(filter $(BUILD)/analyzer/% $(BUILD)/base/%,$(OBJ)) \
	$(addprefix $(BUILD)/,store/alerts.o store/cases.o store/sums.o store/wire.o ledger/refold.o reports/evidence.o reports/folder.o))
$(BUILD)/counted/%.o: %.c
	@mkdir -p $(@D)
	$(call say,cc   $< (counted))$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -fsanitize-coverage=trace-pc -c -o $@ $<
$(BUILD)/tests/unit/test_growth: $(BUILD)/tests/unit/test_growth.o $(COUNTED) $(OBJ)
	$(call say,link $@)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $< $(COUNTED) $(filter-out $(COUNTED:$(BUILD)/counted/%=$(BUILD)/%),$(OBJ)) -lcmocka $(LIBS)
$(BUILD)/tests/bench/%: $(BUILD)/tests/bench/%.o $(BUILD)/objects.a
	$(call say,link $@)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)
# bulletins of made-up cities, for tests/it
$(BUILD)/tests/tools/papers: $(BUILD)/tests/tools/papers.o $(BUILD)/objects.a
	$(call say,link $@)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)
# messages in transactions, for tests/it
$(BUILD)/tests/tools/%: $(BUILD)/tests/tools/%.o
	$(call say,link $@)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)
.SECONDARY: $(UNIT:=.o) $(BUILD)/tests/bench/bench_eval.o $(BUILD)/tests/bench/bench_redate.o $(BUILD)/tests/bench/bench_acts.o

deps:
	tests/tools/deps

test:
	@tests/run

walks: $(PROGRAM)
	@tests/browser/run

demo:
	@exec env ONCE='$(ONCE)' KEEP='$(KEEP)' tests/tools/demo # so that it is the demo itself that make hands a signal on to

bench:
	@tests/bench/run

asan:
	$(MAKE) BUILD=$(BUILD)/asan CFLAGS='-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined' unit
	@LSAN_OPTIONS=suppressions=tests/tools/lsan:print_suppressions=0 tests/run unit $(BUILD)/asan

fuzz:
	@BUILD=$(BUILD) tests/fuzz/run 60

layers:
	@tests/tools/layers

pure: $(PURE)
	@tests/tools/pure $(PURE)

FORMATTED := $(SRC) $(wildcard $(ROOMS:=/*.h) main.c tests/unit/*.[ch])
fmt:
	@clang-format -i $(FORMATTED)
	@LC_ALL=C sort -o reports/english.def reports/english.def

docs: $(PROGRAM)
	@for f in $$($(abspath $(PROGRAM)) docs); do $(abspath $(PROGRAM)) docs $$f >docs/$$f || exit 1; done

fmt-check:
	@clang-format --dry-run -Werror $(FORMATTED)

install: $(PROGRAM)
	install -D -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/jiancha
	install -d $(DESTDIR)/etc/jiancha/calendar
	@# what an operator has changed stays; jiancha.conf may hold secrets
	@for f in $(notdir $(wildcard config/*.csv config/*.conf)) $(patsubst config/%,%,$(wildcard config/calendar/*.csv)); do \
	  [ -e $(DESTDIR)/etc/jiancha/$$f ] && echo "kept $(DESTDIR)/etc/jiancha/$$f" || \
	  install -m $$([ $$f = jiancha.conf ] && echo 640 || echo 644) config/$$f $(DESTDIR)/etc/jiancha/$$f; done

clean:
	rm -rf $(BUILD) $(PROGRAM)

help:
	@echo 'make            builds ./jiancha'
	@echo 'make demo       a living city on http://127.0.0.1:8080 (ONCE=1: check it, write demo-out/, stop; KEEP=1: keep its data)'
	@echo 'make test       every test, with a real PostgreSQL and a real Kafka (CI=true: none may be skipped)'
	@echo 'make walks      people at a browser (headless Chromium): each daily piece of work done from the pages, in a city of its own'
	@echo 'make deps       installs the Debian packages that are missing (demo and test do it by themselves)'
	@echo 'make unit       the unit tests alone, built; make asan: with address and undefined-behaviour checks, run'
	@echo 'make fuzz       any bytes into the readers and the core, 60 s each (make test: a few seconds)'
	@echo 'make layers     which folder may use which; make pure: the pure objects call no clock, file or library'
	@echo 'make docs       docs/RULES.md, EVENTS.md, ACTS.md, GLOSSARY.md once more from the tables'
	@echo 'make bench      how fast it is; make fmt-check: clang-format; make install: PREFIX, DESTDIR; make clean'

-include $(OBJ:.o=.d) $(COUNTED:.o=.d) $(BUILD)/main.d $(wildcard $(BUILD)/tests/*/*.d)
.PHONY: all unit deps test walks demo bench asan fuzz layers pure docs fmt fmt-check install clean help
