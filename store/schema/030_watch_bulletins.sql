-- How many months wait for their freeze, and how many for more than 24 h: for who watches over the program and sees no rows.
create function watch_bulletins(out waiting bigint, out late bigint) language sql stable as $$
    select count(*), count(*) filter (where since < now() - interval '24 hours') from bulletin_wait
$$;
do $$
begin
    execute format('alter function watch_bulletins() security definer set search_path = %I, pg_temp', current_schema);
end $$;
