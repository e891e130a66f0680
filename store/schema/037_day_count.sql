-- What began and what was completed on each day, by unit: kept by the differences of the cases, as the counters are, so that the days of a month
-- are read without its cases.
create table day_count (
    slot integer not null,
    day date not null,
    region text collate "C" not null,
    dept text collate "C" not null,
    accepted bigint not null,
    completed bigint not null
);
create index day_count_day on day_count (day);
-- what was written of the cases so far knows no days: they are evaluated once more, in the background
update cases set next_change = least(next_change, clock_timestamp());

do $$
declare
    role text;
begin
    alter table day_count enable row level security;
    foreach role in array array['jiancha_collector', 'jiancha_clerk', 'jiancha_auditor', 'jiancha_repair'] loop
        if to_regrole(role) is not null then
            execute format('grant select on day_count to %I', role);
            execute format('create policy whole_%s on day_count to %I using (true) with check (true)', role, role);
        end if;
    end loop;
    if to_regrole('jiancha_collector') is not null then
        grant insert, delete on day_count to jiancha_collector;
    end if;
    if to_regrole('jiancha_clerk') is not null then
        grant insert, delete on day_count to jiancha_clerk;
    end if;
    if to_regrole('jiancha_web') is not null then
        grant select on day_count to jiancha_web;
        create policy web on day_count for select to jiancha_web
            using ((select viewer_all()) or region = (select viewer_region()) or dept = (select viewer_dept()));
    end if;
end $$;
