-- What people decided (acts), numbered without gaps in the order of commit, and what is derived of it. The log is the truth;
-- orders, appeals and interviews are a fold of it and can be rebuilt.

-- The act lock, of one row: whoever adds an act holds it until COMMIT, so that numbers have no gaps and times do not go back.
create table act_head (
    one boolean primary key default true check (one),
    seq bigint not null,             -- of the last act
    at timestamptz                   -- its instant; null: none yet
);
insert into act_head (seq) values (0);

create table act (
    seq bigint primary key,
    at timestamptz not null,
    by text not null,
    role text collate "C" not null,
    own text collate "C",
    act text collate "C" not null,
    "order" text collate "C",        -- what it is about, for lists; everything stands in body
    case_no text collate "C",
    region text collate "C",         -- of whom it is: the unit that may see it
    dept text collate "C",
    body text not null               -- the line of contract section 12
);
create index act_order on act ("order", seq) where "order" is not null;
create index act_case on act (case_no, seq) where case_no is not null;

create function act_stays() returns trigger language plpgsql as $$
begin
    raise exception 'acts are never changed or taken away' using errcode = 'integrity_constraint_violation';
end $$;
create trigger act_stays before update or delete or truncate on act for each statement execute function act_stays();

-- One row an order, as the acts have made it. Columns that the day changes (color, on_time) are set when next_change has come.
create table orders (
    "order" text collate "C" primary key,
    year integer,                    -- of a number YYYY-N; null: another kind of name
    n integer,
    region text collate "C" not null,
    dept text collate "C" not null,
    alerts integer not null,
    state text collate "C" not null,
    color text collate "C" not null,
    on_time boolean,
    steps smallint not null,
    issued_at timestamptz not null,
    signed_at timestamptz,
    replied_at timestamptz,
    closed_at timestamptz,
    rounds integer not null,
    first_due date not null,
    due date not null,
    round_end timestamptz,
    overdue boolean not null default false,      -- a round is open and its due day is over
    due_soon timestamptz,            -- when "due soon" is told of the open round; null: told, or no round is open
    provisional boolean not null,    -- a due day reaches into a year without a calendar
    next_change timestamptz,
    counts text collate "C" not null default '', -- what stands in the counters: `month counter`, …
    version text collate "C" not null
);
create index orders_next on orders (next_change) where next_change is not null;
create index orders_number on orders (year, n desc);
create index orders_unit on orders (region, dept, issued_at desc);
create index orders_stale on orders (version);

-- Which alerts an order or a drop names, each once.
create table order_alert (
    key text collate "C" primary key,            -- of the alert as it is named: by its subject, or by its event
    seq bigint not null,             -- of the act
    "order" text collate "C",        -- null: a drop
    case_no text collate "C" not null,
    rule smallint not null,
    subject text collate "C" not null,
    source text collate "C",
    event_id text collate "C"
);
create index order_alert_case on order_alert (case_no);
create index order_alert_order on order_alert ("order");

create table appeal (
    key text collate "C" primary key,            -- of the alert as it is named
    case_no text collate "C" not null,
    rule smallint not null,
    subject text collate "C" not null,
    source text collate "C",
    event_id text collate "C",
    region text collate "C" not null,
    dept text collate "C" not null,
    state text collate "C" not null,
    opened_at timestamptz not null,
    ended_at timestamptz
);
create index appeal_case on appeal (case_no);
create index appeal_state on appeal (state, opened_at);

create table interview (
    month integer not null,
    league text collate "C" not null,
    unit text collate "C" not null,
    state text collate "C" not null,
    confirmed_at timestamptz,
    held_on date,
    due date,
    overdue boolean not null default false,
    next_change timestamptz,
    primary key (month, league, unit)
);

-- The upheld appeals about a case's alerts, packed: the second input of its evaluation. null: none.
alter table cases add column upheld bytea;

-- Who did what, each line bound to the one before it by SHA-256: a line that is changed or missing is found.
create table audit_head (
    one boolean primary key default true check (one),
    n bigint not null,
    hash bytea not null
);
insert into audit_head (n, hash) values (0, '');
create table audit (
    n bigint primary key,
    at timestamptz not null,
    who text not null,
    what text collate "C" not null,  -- act.issue, user.add, bulletin.publish …
    about text not null,             -- what it was about; no personal data
    hash bytea not null              -- sha256(hash of the line before, n, at, who, what, about)
);
create trigger audit_stays before update or delete or truncate on audit for each statement execute function act_stays();

-- What changed, to be told: in the transaction of the change. Who reads goes by (xid, n) and takes only what stands before
-- the oldest transaction that still runs (pg_snapshot_xmin): so nothing appears behind what was passed, which numbers drawn
-- from a sequence do not give.
create table outbox (
    xid xid8 not null default pg_current_xact_id(),
    n bigint generated always as identity,
    at timestamptz not null,         -- logical instant of the change
    kind text collate "C" not null,  -- contract 12, notices
    key text collate "C" not null,   -- case_no or order: what it is sent under
    region text collate "C",
    dept text collate "C",
    body text not null,              -- the notice, JSON
    written timestamptz not null default now(),
    primary key (xid, n)
);
create index outbox_written on outbox (written);
-- How far each reader has come.
create table outbox_reader (
    name text collate "C" primary key,
    xid xid8 not null,
    n bigint not null
);
-- The state of the alert that was told last; null: none. What a backlog or a new reference version raised is told when it is through.
alter table alert add column told text collate "C";
-- what stood before there was an outbox is known
update alert set told = state;
create index alert_untold on alert (id) where told is distinct from state;

do $$
begin
    begin
        if to_regrole('jiancha_clerk') is null then
            create role jiancha_clerk nologin;
        end if;
    exception
        when insufficient_privilege then
            raise warning 'the role jiancha_clerk could not be created';
        when duplicate_object or unique_violation then
            null;
    end;
    begin
        if to_regrole('jiancha_clerk') is not null and not pg_has_role(current_user, 'jiancha_clerk', 'MEMBER') then
            grant jiancha_clerk to current_user;
        end if;
    exception
        when insufficient_privilege then
            raise warning 'the role jiancha_clerk could not be granted to %', current_user;
    end;
    -- the clerk writes what people decide, and through it cases, alerts and counters; the workers may issue by themselves
    if to_regrole('jiancha_clerk') is not null then
        execute format('grant usage on schema %I to jiancha_clerk', current_schema);
        execute format('grant select on all tables in schema %I to jiancha_clerk', current_schema);
        execute format('alter default privileges in schema %I grant select on tables to jiancha_clerk', current_schema);
        grant insert on act, alert_history, audit, code_named, outbox to jiancha_clerk;
        grant insert, update on outbox_reader to jiancha_clerk;
        grant delete on outbox to jiancha_clerk;
        grant update on act_head, audit_head to jiancha_clerk;
        grant insert, update on orders, order_alert, appeal, interview, cases, alert, counters, used_days, clock, tally to jiancha_clerk;
        grant delete on counters, used_days to jiancha_clerk;
    end if;
    if to_regrole('jiancha_collector') is not null then
        grant insert on act, audit, orders, order_alert, outbox to jiancha_collector;
        grant update on act_head, audit_head, orders to jiancha_collector;
    end if;
end $$;
