-- What is due next of a case, when it is over, and the highest level of its open alerts: what somebody's day is made of. In
-- case_unit a unit that only co-handles a case has there what is due of itself. Levels: 0 none, 1 notice, 2 warning, 3 yellow, 4 red.
alter table cases
    add column duty text collate "C",
    add column due_at timestamptz,
    add column level smallint not null default 0;
alter table case_unit
    add column duty text collate "C",
    add column due_at timestamptz,
    add column level smallint not null default 0;
-- a unit's day is a piece of this index, from the longest overdue on
create index case_unit_due on case_unit (unit, due_at, case_no) include (region, dept) where due_at is not null;
-- what was found since somebody looked last
create index alert_seen on alert (seen_at);
-- all are evaluated once more, which fills the columns
update cases set version = '';
