-- Who sees which rows (contract 10, roles). The pages act as jiancha_web and name their viewer in every transaction: jiancha.role
-- (bureau, auditor, region, department) and jiancha.own (the code of the viewer's region or department). Without a viewer nothing
-- is seen. What a unit must not see whole has a policy for jiancha_web; what has none shows no unit's rows.

-- Whose case it is: a row for each unit, its region and department and those that co-handle it. Lists of a unit go by it, so it
-- carries what they filter by; it is written in the transaction that writes the case.
create table case_unit (
    unit text collate "C" not null,  -- r and a region's code, d and a department's
    case_no text collate "C" not null,
    region text collate "C" not null,
    dept text collate "C" not null,
    item text collate "C" not null,
    phase text collate "C" not null,
    light text collate "C",
    kept text collate "C" not null,  -- how it stands by its promise
    shared boolean not null,         -- some event of it names another unit: alerts of it may be another unit's
    primary key (unit, case_no) include (kept)
) with (fillfactor = 90);
create index case_unit_shared on case_unit (unit, case_no) where shared;

-- The co-handling units, a line each, as they stand in case_unit; null: the case is not shared.
alter table cases add column units text collate "C";
insert into case_unit
select u.unit, case_no, region, dept, item, phase, light, case
    when promise_due is null and (promise_n is null or start_day is null) then 'none' when promise_kept then 'kept'
    when not promise_kept and ended then 'broken' when not promise_kept then 'overdue' else 'pending' end, false
from cases cross join lateral (values ('r' || region), ('d' || dept)) u(unit) where n_events > 0;
-- who co-handles a case only its events say: all are evaluated once more
update cases set version = '';

-- A unit's newest alerts. In the place of two that took as much to write.
drop index alert_open, alert_yellow;
create index alert_open on alert (level) where state = 'open';
create index alert_region on alert (region, raised_at desc, id desc);
create index alert_dept on alert (dept, raised_at desc, id desc);

-- Asked once a statement, as `(select viewer_…())`.
create function viewer_all() returns boolean language sql stable as $$
    select coalesce(current_setting('jiancha.role', true) in ('bureau', 'auditor'), false)
$$;
create function viewer_region() returns text language sql stable as $$
    select case when current_setting('jiancha.role', true) = 'region' then nullif(current_setting('jiancha.own', true), '') end
$$;
create function viewer_dept() returns text language sql stable as $$
    select case when current_setting('jiancha.role', true) = 'department' then nullif(current_setting('jiancha.own', true), '') end
$$;
create function viewer_unit() returns text language sql stable as $$
    select coalesce('r' || viewer_region(), 'd' || viewer_dept())
$$;

-- The last month of which a bulletin is published. What counts in it, and in the months before it, everybody sees whole: its stocks
-- are sums over all months, and it compares itself with earlier ones.
create function public_until() returns integer language sql stable as $$
    select coalesce(max(last), -1) from bulletin where state = 'published'
$$;

-- How much waits to be evaluated and how many alerts are open: for who watches over the program and sees no rows.
create function watch_due(out n bigint, out since timestamptz) language sql stable as $$
    select count(*), min(next_change) from cases where next_change <= now()
$$;
create function watch_open() returns table (level text, n bigint) language sql stable as $$
    select level, count(*) from alert where state = 'open' group by level
$$;

do $$
declare
    web boolean := to_regrole('jiancha_web') is not null;
    whole text;
    fn text;
    p record;
begin
    foreach fn in array array['public_until()', 'watch_due()', 'watch_open()'] loop
        execute format('alter function %s security definer set search_path = %I, pg_temp', fn, current_schema);
    end loop;
    -- COPY does not go with policies: who writes for all units passes by them
    foreach fn in array array['jiancha_collector', 'jiancha_clerk'] loop
        begin
            if exists (select from pg_roles where rolname = fn and not rolbypassrls) then
                execute format('alter role %I bypassrls', fn);
            end if;
        exception
            when insufficient_privilege then
                raise warning 'the role % needs BYPASSRLS; as a superuser: alter role % bypassrls', fn, fn;
        end;
    end loop;
    select string_agg(quote_ident(rolname), ', ') into whole from pg_roles
        where rolname in ('jiancha_collector', 'jiancha_clerk', 'jiancha_auditor', 'jiancha_repair');
    if to_regrole('jiancha_collector') is not null then
        grant insert, update, delete on case_unit to jiancha_collector;
    end if;
    if to_regrole('jiancha_clerk') is not null then
        grant insert, update, delete on case_unit to jiancha_clerk;
    end if;
    for p in select * from (values
        ('case_unit', 'unit = (select viewer_unit())'),
        ('cases', 'exists (select from case_unit u where u.unit = (select viewer_unit()) and u.case_no = cases.case_no)'),
        ('alert', 'region = (select viewer_region()) or dept = (select viewer_dept()) or exists (select from case_unit u'
            ' where u.unit = (select viewer_unit()) and u.case_no = alert.case_no)'),
        ('alert_history', 'exists (select from alert a where a.id = alert_history.alert)'),
        ('event', 'exists (select from case_unit u where u.unit = (select viewer_unit()) and u.case_no = event.case_no)'),
        ('counters', '(select viewer_unit()) is not null and month <= (select public_until()) or region = (select viewer_region()) or dept = (select viewer_dept())'),
        ('used_days', '(select viewer_unit()) is not null and month <= (select public_until()) or region = (select viewer_region()) or dept = (select viewer_dept())'),
        ('monthly_report', 'region = (select viewer_region())'),
        ('orders', 'region = (select viewer_region()) or dept = (select viewer_dept())'),
        ('order_alert', 'exists (select from orders o where o."order" = order_alert."order")'),
        ('appeal', 'region = (select viewer_region()) or dept = (select viewer_dept()) or exists (select from case_unit u'
            ' where u.unit = (select viewer_unit()) and u.case_no = appeal.case_no)'),
        ('interview', 'league = ''department'' and unit = (select viewer_dept()) or league <> ''department'' and unit = (select viewer_region())'),
        ('act', 'region = (select viewer_region()) or dept = (select viewer_dept()) or exists (select from case_unit u'
            ' where u.unit = (select viewer_unit()) and u.case_no = act.case_no)'),
        ('outbox', 'region = (select viewer_region()) or dept = (select viewer_dept()) or kind like ''alert.%'' and exists (select from case_unit u'
            ' where u.unit = (select viewer_unit()) and u.case_no = outbox.key) or kind = ''bulletin.published'' and (select viewer_unit()) is not null'),
        ('bulletin', 'state = ''published'' and (select viewer_unit()) is not null'),
        ('bulletin_rank', 'exists (select from bulletin b where b.period = bulletin_rank.period and b.revision = bulletin_rank.revision)'),
        ('bulletin_bottom', 'exists (select from bulletin b where b.period = bulletin_bottom.period and b.revision = bulletin_bottom.revision)'),
        ('bulletin_file', 'exists (select from bulletin b where b.period = bulletin_file.period and b.revision = bulletin_file.revision)'),
        ('bulletin_edit', 'false'), ('bulletin_wait', 'false'),
        ('duplicate', 'false'), ('reject', 'false'), ('unstored', 'false'), ('reference_file', 'false')) v(name, own)
    loop
        execute format('alter table %I enable row level security', p.name);
        if web then
            execute format('create policy web on %I for select to jiancha_web using ((select viewer_all()) or %s)', p.name, p.own);
        end if;
        if whole is not null then
            execute format('create policy whole on %I to %s using (true) with check (true)', p.name, whole);
        end if;
    end loop;
    -- the audit log is the auditor's
    alter table audit enable row level security;
    alter table audit_head enable row level security;
    if web then
        create policy web on audit for select to jiancha_web using ((select current_setting('jiancha.role', true)) = 'auditor');
        create policy web on audit_head for select to jiancha_web using ((select current_setting('jiancha.role', true)) = 'auditor');
        -- whoever adds a table says who may read it
        execute format('alter default privileges in schema %I revoke select on tables from jiancha_web', current_schema);
    end if;
    if whole is not null then
        execute format('create policy whole on audit to %s using (true) with check (true)', whole);
        execute format('create policy whole on audit_head to %s using (true) with check (true)', whole);
    end if;
end $$;
