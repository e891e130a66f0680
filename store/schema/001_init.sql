-- The tables of jiancha. The event log and the offsets are the truth; cases, alerts and counters are a pure function of
-- them and can be rebuilt. All times are timestamptz; codes are those of the reference data.

-- Where each partition goes on, and who owns it: a worker raises the epoch when the partition is assigned to it and
-- checks it in every transaction (lost = roll back and let go).
create table kafka_offset (
    topic text not null,
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
    topic text not null,
    part integer not null,
    "offset" bigint not null,
    case_no text not null,
    source text not null,
    event_id text not null,
    type text not null,
    occurred timestamptz not null,
    recorded timestamptz not null,
    body json not null               -- the canonical event of the contract: decode() reads it back
) partition by range (arrived);
create index event_case on event (case_no);

create function store_partition(at timestamptz) returns void language plpgsql as $$
declare
    first date := date_trunc('month', at at time zone 'Asia/Shanghai')::date;
    name text := 'event_' || to_char(first, 'YYYYMM');
begin
    if to_regclass(name) is null then
        perform pg_advisory_xact_lock(hashtext('store_partition'));
        if to_regclass(name) is null then
            execute format('create table %I partition of event for values from (%L) to (%L)', name,
                first::timestamp at time zone 'Asia/Shanghai', (first + interval '1 month') at time zone 'Asia/Shanghai');
        end if;
    end if;
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
    case_no text primary key,
    item text not null,
    region text not null,
    dept text not null,
    kind text not null,
    phase text not null,
    light text,
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
    n_events integer not null,
    next_change timestamptz,         -- null: never; the next evaluation without an event
    version text not null,           -- of the reference data it was evaluated with
    evaluated timestamptz not null,
    events bytea not null,           -- event_pack() of all its events, voided and future ones too
    written bytea not null           -- eval_pack(): the alerts and contributions that stand in the tables below
) with (fillfactor = 80);
create index cases_next_change on cases (next_change) where next_change is not null;
create index cases_unit on cases (region, dept) where not ended;

create table alert (
    id bigint generated always as identity,
    case_no text not null,
    rule smallint not null,
    subject text not null,
    level text not null,
    region text not null,
    dept text not null,
    item text not null,
    raised_at timestamptz not null,
    state text not null,
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

-- Sums of the cases' contributions, in rows per worker slot so that no row is hot; readers sum over the slots.
-- Stocks (open_end, overdue_open…) are flows here: the stock of a month is the sum over all months up to it.
create table counters (
    slot integer not null,
    month integer not null,          -- 12 * year + month - 1
    region text not null,
    dept text not null,
    item text not null,
    kind text not null,
    submitted bigint not null default 0,
    not_accepted bigint not null default 0,
    withdrawn bigint not null default 0,
    terminated bigint not null default 0,
    delivered bigint not null default 0,
    accepted bigint not null default 0,
    submitted_online bigint not null default 0,
    accepted_instant bigint not null default 0,
    tolerance bigint not null default 0,
    supplement_cases bigint not null default 0,
    supplement_repeat bigint not null default 0,
    completed bigint not null default 0,
    granted bigint not null default 0,
    denied bigint not null default 0,
    completed_instant bigint not null default 0,
    limited bigint not null default 0,
    on_time bigint not null default 0,
    early bigint not null default 0,
    late bigint not null default 0,
    late_statutory bigint not null default 0,
    on_time_by_pause bigint not null default 0,
    late_exit bigint not null default 0,
    same_day bigint not null default 0,
    open_end bigint not null default 0,
    overdue_open bigint not null default 0,
    overdue_open_statutory bigint not null default 0,
    used_days bigint not null default 0,
    promise_days bigint not null default 0,
    statutory_days bigint not null default 0,
    gross_days bigint not null default 0,
    paused_cases bigint not null default 0,
    paused_days bigint not null default 0,
    extended_cases bigint not null default 0,
    visits_known bigint not null default 0,
    zero_visit bigint not null default 0,
    one_visit bigint not null default 0,
    once_known bigint not null default 0,
    done_once bigint not null default 0,
    full_online bigint not null default 0,
    notice_due bigint not null default 0,
    notice_on_time bigint not null default 0,
    delivery_due bigint not null default 0,
    delivery_on_time bigint not null default 0,
    r1 bigint not null default 0,
    r2 bigint not null default 0,
    r3 bigint not null default 0,
    r4 bigint not null default 0,
    r5 bigint not null default 0,
    r_default bigint not null default 0,
    bad_due bigint not null default 0,
    bad_on_time bigint not null default 0,
    steps_due bigint not null default 0,
    steps_on_time bigint not null default 0,
    complaints bigint not null default 0,
    n_notice bigint not null default 0,
    n_warning bigint not null default 0,
    n_yellow bigint not null default 0,
    n_red bigint not null default 0,
    c_yellow bigint not null default 0,
    c_red bigint not null default 0,
    procedure_bad bigint not null default 0,
    document_bad bigint not null default 0,
    orders bigint not null default 0,
    orders_due bigint not null default 0,
    orders_on_time bigint not null default 0,
    events bigint not null default 0,
    events_timely bigint not null default 0,
    primary key (slot, month, region, dept, item, kind)
) with (fillfactor = 70);

-- Used working days of completed cases: 0…255, 256 for more.
create table used_days (
    slot integer not null,
    month integer not null,
    region text not null,
    dept text not null,
    item text not null,
    kind text not null,
    bucket smallint not null,
    n bigint not null,
    primary key (slot, month, region, dept, item, kind, bucket)
) with (fillfactor = 70);

create table monthly_report (
    source text not null,
    event_id text not null,
    region text not null,
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
    name text not null,
    n bigint not null,
    at timestamptz not null,
    primary key (slot, name)
);
