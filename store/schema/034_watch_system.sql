-- How many are signed in, by role: for who watches over the program and sees no rows.
create function watch_sessions(idle_minutes bigint, hours bigint) returns table (role text, n bigint) language sql stable as $$
    select a.role, count(s.id) from account a left join session s on s.login = a.login
        and s.seen > now() - make_interval(mins => idle_minutes::int) and s.created > now() - make_interval(hours => hours::int)
    group by 1 order by 1
$$;
-- Since when a version of the reference data is used; null: nobody who writes has read it yet.
create function watch_reference(which text) returns timestamptz language sql stable as $$
    select since from reference_version where version = which
$$;
do $$
begin
    execute format('alter function watch_sessions(bigint, bigint) security definer set search_path = %I, pg_temp', current_schema);
    execute format('alter function watch_reference(text) security definer set search_path = %I, pg_temp', current_schema);
end $$;
