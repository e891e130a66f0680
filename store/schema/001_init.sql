-- The tables of jiancha. The event log and the offsets are the truth; cases, alerts and counters are a pure function of
-- them and can be rebuilt. All times are timestamptz; codes are those of the reference data. Codes and numbers of cases sort by
-- their bytes (collate "C"), whatever the database's own order is: so the program and all its workers have one order.

-- Where each partition goes on, and who owns it: a worker raises the epoch when the partition is assigned to it and
-- checks it in every transaction (lost = roll back and let go).
create table kafka_offset (
    topic text collate "C" not null,
    part integer not null,
    next bigint not null,            -- the next offset to read
    epoch bigint not null default 0,
    owner text not null default '',
    alarm text,                      -- set: the log was cut before `next`; reading stops until an operator decides
    primary key (topic, part)
);

-- The event log, partitioned by month of arrival (UTC+08:00); partitions are made by store_partition().
create table event (
    arrived timestamptz not null,
    topic text collate "C" not null,
    part integer not null,
    "offset" bigint not null,
    case_no text collate "C" not null,
    source text collate "C" not null,
    event_id text collate "C" not null,
    type text not null,
    occurred timestamptz not null,
    recorded timestamptz not null,
    body text not null               -- the canonical event of the contract, JSON: decode() reads it back (as json it would be parsed once more)
) partition by range (arrived);
-- No index: a case's earlier events stand packed in its row, and only `rebuild` and `bulletin verify` read the log, whole.

create function store_partition(at timestamptz) returns void language plpgsql as $$
declare
    first date := date_trunc('month', at at time zone 'Asia/Shanghai')::date;
    name text := 'event_' || to_char(first, 'YYYYMM');
begin
    if to_regclass(name) is null then
        execute format('create table %I partition of event for values from (%L) to (%L)', name,
            first::timestamp at time zone 'Asia/Shanghai', (first + interval '1 month') at time zone 'Asia/Shanghai');
    end if;
exception
    when duplicate_table or unique_violation then
        null; -- another worker was quicker
end $$;

-- A second event with the same source, event_id and case_no: it changed nothing and is counted.
create table duplicate (
    topic text not null,
    part integer not null,
    "offset" bigint not null,
    arrived timestamptz not null,
    case_no text,
    source text not null,
    event_id text not null
);

-- A message that broke the contract's form, whole: listed, repaired and replayed by `jiancha rejects`.
create table reject (
    id bigint generated always as identity primary key,
    topic text not null,
    part integer not null,
    "offset" bigint not null,
    arrived timestamptz not null,
    code text not null,
    reason text not null,            -- a sentence that names field and value
    raw bytea not null,
    retried timestamptz              -- set when it was produced again
);
create index reject_code on reject (code, id);

-- One row a case: what lists need, and what the next evaluation starts from.
create table cases (
    case_no text collate "C" primary key,
    item text collate "C" not null,
    region text collate "C" not null,
    dept text collate "C" not null,
    kind text collate "C" not null,
    phase text collate "C" not null,
    light text collate "C",
    submitted_at timestamptz,
    accepted_at timestamptz,
    decided_at timestamptz,
    delivered_at timestamptz,
    deemed boolean not null,
    start_day date,
    promise_n integer,
    promise_due timestamptz,         -- the end of the due day, or promise_due; null while a pause is open
    statutory_n integer,
    statutory_due timestamptz,
    promise_kept boolean,
    statutory_kept boolean,
    ended boolean not null,
    n_events integer not null,       -- in the fold; 0: nothing is there yet (all voided, or still to come), the row only keeps the events
    next_change timestamptz,         -- null: never; the next evaluation without an event
    version text collate "C" not null,           -- of the reference data it was evaluated with
    evaluated timestamptz not null,
    events bytea not null,           -- event_pack() of all its events, voided and future ones too
    written bytea not null           -- eval_pack(): the alerts and contributions that stand in the tables below
) with (fillfactor = 80);
create index cases_next_change on cases (next_change) where next_change is not null;

create table alert (
    id bigint generated always as identity,
    case_no text collate "C" not null,
    rule smallint not null,
    subject text collate "C" not null,
    level text collate "C" not null,
    region text collate "C" not null,
    dept text collate "C" not null,
    item text collate "C" not null,
    raised_at timestamptz not null,
    state text collate "C" not null,
    cleared_at timestamptz,
    used integer,
    limit_days integer,
    due date,
    seen_at timestamptz not null     -- when it was first written: the clock, not the logic
);
-- a subject may be longer than an index entry can be
create unique index alert_key on alert (case_no, rule, md5(subject));
create unique index alert_id on alert (id);
create index alert_raised on alert (raised_at desc, id desc);
create index alert_open on alert (level, region, dept, raised_at desc) where state = 'open';

-- Every change of an alert after its first appearance, append-only.
create table alert_history (
    alert bigint not null,
    at timestamptz not null,
    state text not null,
    level text not null,
    raised_at timestamptz not null
);
create index alert_history_alert on alert_history (alert);

-- Differences of the cases' contributions: every transaction appends its own rows, so that none is hot, and each worker adds up those of
-- its slot now and then; readers sum over all rows. null is 0: most counters of most rows are.
-- Stocks (open_end, overdue_open…) are flows here: the stock of a month is the sum over all months up to it.
create table counters (
    slot integer not null,
    month integer not null,          -- 12 * year + month - 1
    region text collate "C" not null,
    dept text collate "C" not null,
    item text collate "C" not null,
    kind text collate "C" not null,
    submitted bigint,
    not_accepted bigint,
    withdrawn bigint,
    terminated bigint,
    delivered bigint,
    accepted bigint,
    submitted_online bigint,
    accepted_instant bigint,
    tolerance bigint,
    supplement_cases bigint,
    supplement_repeat bigint,
    completed bigint,
    granted bigint,
    denied bigint,
    completed_instant bigint,
    limited bigint,
    on_time bigint,
    early bigint,
    late bigint,
    late_statutory bigint,
    on_time_by_pause bigint,
    late_exit bigint,
    same_day bigint,
    open_end bigint,
    overdue_open bigint,
    overdue_open_statutory bigint,
    used_days bigint,
    promise_days bigint,
    statutory_days bigint,
    gross_days bigint,
    paused_cases bigint,
    paused_days bigint,
    extended_cases bigint,
    visits_known bigint,
    zero_visit bigint,
    one_visit bigint,
    once_known bigint,
    done_once bigint,
    full_online bigint,
    notice_due bigint,
    notice_on_time bigint,
    delivery_due bigint,
    delivery_on_time bigint,
    r1 bigint,
    r2 bigint,
    r3 bigint,
    r4 bigint,
    r5 bigint,
    r_default bigint,
    bad_due bigint,
    bad_on_time bigint,
    steps_due bigint,
    steps_on_time bigint,
    complaints bigint,
    n_notice bigint,
    n_warning bigint,
    n_yellow bigint,
    n_red bigint,
    c_yellow bigint,
    c_red bigint,
    procedure_bad bigint,
    document_bad bigint,
    orders bigint,
    orders_due bigint,
    orders_on_time bigint,
    events bigint,
    events_timely bigint
);
create index counters_month on counters (month);

-- Used working days of completed cases: 0…255, 256 for more.
create table used_days (
    slot integer not null,
    month integer not null,
    region text collate "C" not null,
    dept text collate "C" not null,
    item text collate "C" not null,
    kind text collate "C" not null,
    bucket smallint not null,
    n bigint not null
);
create index used_days_month on used_days (month);

create table monthly_report (
    source text collate "C" not null,
    event_id text collate "C" not null,
    region text collate "C" not null,
    month integer not null,
    occurred timestamptz not null,
    recorded timestamptz not null,
    counters jsonb not null,
    primary key (source, event_id)
);
create index monthly_report_month on monthly_report (month, region);

-- The clock: the highest instant each slot has used; no evaluation is ever behind it.
create table clock (
    slot integer primary key,
    high timestamptz not null
);

-- What the pages and /metrics count without scanning: events, duplicates, rejects, batches.
create table tally (
    slot integer not null,
    name text collate "C" not null,
    n bigint not null,
    at timestamptz not null,
    primary key (slot, name)
);
