-- The roles: the login that migrates owns everything; the workers write what they must, the pages and the auditor read.
-- Roles belong to the whole server: where they may not be created, or are there already, the grants below take what is there.
do $$
declare
    role text;
begin
    foreach role in array array['jiancha_collector', 'jiancha_web', 'jiancha_auditor'] loop
        begin
            if to_regrole(role) is null then
                execute format('create role %I nologin', role);
            end if;
        exception
            when insufficient_privilege then
                raise warning 'the role % could not be created', role;
            when duplicate_object or unique_violation then
                null; -- another database of this server was quicker
        end;
        begin
            if to_regrole(role) is not null and not pg_has_role(current_user, role, 'MEMBER') then
                execute format('grant %I to current_user', role);
            end if;
        exception
            when insufficient_privilege then
                raise warning 'the role % could not be granted to %', role, current_user;
        end;
        if to_regrole(role) is not null then
            execute format('grant usage on schema %I to %I', current_schema, role);
            execute format('grant select on all tables in schema %I to %I', current_schema, role);
            execute format('alter default privileges in schema %I grant select on tables to %I', current_schema, role);
        end if;
    end loop;
    revoke execute on function store_partition(timestamptz) from public;
    if to_regrole('jiancha_collector') is not null then
        grant execute on function store_partition(timestamptz) to jiancha_collector;
        grant insert on event, duplicate, reject, alert_history, monthly_report to jiancha_collector;
        grant insert, update on kafka_offset, cases, alert, counters, used_days, clock, tally to jiancha_collector;
        grant delete on counters, used_days to jiancha_collector; -- to add up its rows
        grant update (retried) on reject to jiancha_collector;
    end if;
    -- a worker makes the next month's partition without owning the log
    execute format('alter function store_partition(timestamptz) security definer set search_path = %I, pg_temp', current_schema);
end $$;
