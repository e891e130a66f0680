-- Which months of the event log there ever were: one whose partition is gone has left by retention, and `rebuild` leaves what it made as it is.
create table event_month (
    first date primary key
);
insert into event_month
select to_date(right(c.relname, 6), 'YYYYMM') from pg_inherits i join pg_class c on c.oid = i.inhrelid
where i.inhparent = 'event'::regclass and c.relname ~ '^event_[0-9]{6}$';

create or replace function store_partition(at timestamptz) returns void language plpgsql as $$
declare
    first date := date_trunc('month', at at time zone 'Asia/Shanghai')::date;
    name text := 'event_' || to_char(first, 'YYYYMM');
begin
    if to_regclass(name) is null then
        execute format('create table %I partition of event for values from (%L) to (%L)', name,
            first::timestamp at time zone 'Asia/Shanghai', (first + interval '1 month') at time zone 'Asia/Shanghai');
    end if;
    insert into event_month values (first) on conflict do nothing;
exception
    when duplicate_table or unique_violation then
        null; -- another worker was quicker
end $$;
do $$
begin
    execute format('alter function store_partition(timestamptz) security definer set search_path = %I, pg_temp', current_schema);
end $$;

-- The events beside a case's row are packed in the order of the fold from now on, so that one set of them is always the same bytes: all are packed anew.
update cases set version = '';
