-- The pages need neither the bytes of rejects nor the bodies of the log: what they show of a case stands packed in its row. A role of its own for who repairs.
do $$
declare
    part regclass;
begin
    begin
        if to_regrole('jiancha_repair') is null then
            create role jiancha_repair nologin;
        end if;
    exception
        when insufficient_privilege then
            raise warning 'the role jiancha_repair could not be created';
        when duplicate_object or unique_violation then
            null; -- another database of this server was quicker
    end;
    begin
        if to_regrole('jiancha_repair') is not null and not pg_has_role(current_user, 'jiancha_repair', 'MEMBER') then
            grant jiancha_repair to current_user;
        end if;
    exception
        when insufficient_privilege then
            raise warning 'the role jiancha_repair could not be granted to %', current_user;
    end;
    if to_regrole('jiancha_repair') is not null then
        execute format('grant usage on schema %I to jiancha_repair', current_schema);
        grant select on schema_version, event, reject, unstored, kafka_offset to jiancha_repair;
        grant update (retried) on reject to jiancha_repair;
    end if;
    if to_regrole('jiancha_web') is not null then
        revoke all on event, reject from jiancha_web;
        grant select (arrived, topic, part, "offset", case_no, source, event_id, type, occurred, recorded) on event to jiancha_web;
        grant select (id, topic, part, "offset", arrived, sent, code, retried) on reject to jiancha_web;
        -- each month of the log is a table, too
        for part in select inhrelid::regclass from pg_inherits where inhparent = 'event'::regclass loop
            execute format('revoke all on %s from jiancha_web', part);
        end loop;
    end if;
end $$;

create or replace function store_partition(at timestamptz) returns void language plpgsql as $$
declare
    first date := date_trunc('month', at at time zone 'Asia/Shanghai')::date;
    name text := 'event_' || to_char(first, 'YYYYMM');
begin
    if to_regclass(name) is null then
        execute format('create table %I partition of event for values from (%L) to (%L)', name,
            first::timestamp at time zone 'Asia/Shanghai', (first + interval '1 month') at time zone 'Asia/Shanghai');
        if to_regrole('jiancha_web') is not null then
            execute format('revoke all on %I from jiancha_web', name);
        end if;
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
