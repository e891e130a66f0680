-- Bulletins from the moment on in which they are frozen: each revision whole. Figures, tables and ranks never change; wording, number,
-- signatory and date do until it is published.
create table bulletin (
    period text collate "C" not null,            -- 2026-10, 2026-Q3, 2026-H1, 2026
    revision integer not null,                   -- 1, 2, …
    first integer not null,                      -- its months
    last integer not null,
    state text collate "C" not null check (state in ('frozen', 'published')),
    version integer not null default 1,          -- raised by whatever changes the row: the etag
    as_of timestamptz not null,                  -- the instant of the freeze
    frozen_by text not null,
    reference text collate "C" not null references reference_version,
    program text not null,
    act bigint not null,                         -- number of the last act
    events bigint not null,                      -- how many were stored
    gap text,                                    -- what of the log had not been read; null: nothing
    hash text not null,                          -- SHA-256 of `tables`
    tables text not null,                        -- JSON, contract section 8
    doc text not null,                           -- the whole document (reports/doc_store.h)
    title text not null,
    number text,
    number_year integer,
    number_n integer,
    signatory text,
    dated date,
    published_at timestamptz,
    published_by text,
    primary key (period, revision)
);
create unique index bulletin_number on bulletin (number_year, number_n) where number_n is not null;
create index bulletin_months on bulletin (last, first);

-- The ranks and bottom places that it says: those of its months from then on.
create table bulletin_rank (
    period text collate "C" not null,
    revision integer not null,
    league text collate "C" not null,
    place integer not null,                      -- its row in the table, from 0
    unit text collate "C" not null,
    rank integer,                                -- null: not ranked
    score integer,
    completed bigint not null,
    primary key (period, revision, league, place),
    foreign key (period, revision) references bulletin
);
create table bulletin_bottom (
    period text collate "C" not null,
    revision integer not null,
    league text collate "C" not null,
    unit text collate "C" not null,
    streak integer not null,
    action text collate "C" not null,
    primary key (period, revision, league),
    foreign key (period, revision) references bulletin
);

-- Who changed what of its wording, number, signatory and date.
create table bulletin_edit (
    period text collate "C" not null,
    revision integer not null,
    version integer not null,                    -- that the row had then
    at timestamptz not null,
    by text not null,
    what text collate "C" not null,              -- number, signatory, dated, text
    was text,
    became text,
    primary key (period, revision, version, what),
    foreign key (period, revision) references bulletin
);

-- The bytes that were published, served from here ever after.
create table bulletin_file (
    period text collate "C" not null,
    revision integer not null,
    name text collate "C" not null,              -- docx, pdf, …; TABLE.csv; CHART.svg, CHART.png
    public boolean not null,                     -- without what is not made public
    sha256 text not null,
    body bytea not null,
    primary key (period, revision, name, public),
    foreign key (period, revision) references bulletin
);

-- Months that are due to be frozen and are not ripe yet.
create table bulletin_wait (
    period text collate "C" primary key,
    since timestamptz not null,                  -- day and hour on which it should have been
    why text not null,
    at timestamptz not null                      -- when it was looked at last
);

create function bulletin_stays() returns trigger language plpgsql as $$
begin
    raise exception 'what was frozen or published is never changed or taken away' using errcode = 'integrity_constraint_violation';
end $$;
create trigger bulletin_stays before delete or truncate on bulletin for each statement execute function bulletin_stays();
create trigger bulletin_figures before update on bulletin for each row
    when (old.state = 'published' or (old.period, old.revision, old.first, old.last, old.as_of, old.frozen_by, old.reference, old.program, old.act, old.events,
        old.gap, old.hash, old.tables) is distinct from (new.period, new.revision, new.first, new.last, new.as_of, new.frozen_by, new.reference, new.program,
        new.act, new.events, new.gap, new.hash, new.tables))
    execute function bulletin_stays();
create trigger bulletin_stays before update or delete or truncate on bulletin_rank for each statement execute function bulletin_stays();
create trigger bulletin_stays before update or delete or truncate on bulletin_bottom for each statement execute function bulletin_stays();
create trigger bulletin_stays before update or delete or truncate on bulletin_edit for each statement execute function bulletin_stays();
create trigger bulletin_stays before update or delete or truncate on bulletin_file for each statement execute function bulletin_stays();

-- Where a self-report stood in the log, so that a cut-off knows it; null: it came before this was noted.
alter table monthly_report
    add column topic text collate "C",
    add column part integer,
    add column "offset" bigint;

do $$
begin
    if to_regrole('jiancha_clerk') is not null then
        grant select on bulletin, bulletin_rank, bulletin_bottom, bulletin_edit, bulletin_file, bulletin_wait to jiancha_clerk;
        grant insert on bulletin, bulletin_rank, bulletin_bottom, bulletin_edit, bulletin_file, bulletin_wait to jiancha_clerk;
        grant update on bulletin, bulletin_wait to jiancha_clerk;
        grant delete on bulletin_wait to jiancha_clerk;
    end if;
end $$;
