-- When somebody looked at 今日 last, and when before this visit: what is new is counted from there, without a bookmark. A visit begins with
-- signing in, or when the page is opened after half an hour without; within it what was new stays so. Nobody but the owner reads or writes these
-- columns: the pages call the function, for the session that asks.
alter table account add column today_seen timestamptz, add column visited timestamptz;

-- When the account of this session looked last before this visit; null: never, or there is no such session. That it looks now is noted, once a
-- minute at most.
create function session_visit(which bytea) returns timestamptz language plpgsql as $$
declare
    began timestamptz;
    whose text;
    last timestamptz;
begin
    select s.created, a.login, a.today_seen into began, whose, last from session s join account a using (login) where s.id = which;
    if not found then
        return null;
    end if;
    if last is null or last < began or last < clock_timestamp() - interval '30 minutes' then
        -- of two pages that are opened at once one begins the visit
        update account set visited = today_seen, today_seen = clock_timestamp() where login = whose and today_seen is not distinct from last;
    elsif last < clock_timestamp() - interval '1 minute' then
        update account set today_seen = clock_timestamp() where login = whose;
    end if;
    return (select visited from account where login = whose);
end $$;

do $$
begin
    execute format('alter function session_visit(bytea) security definer set search_path = %I, pg_temp', current_schema);
    revoke execute on function session_visit(bytea) from public;
    if to_regrole('jiancha_web') is not null then
        grant execute on function session_visit(bytea) to jiancha_web;
    end if;
end $$;
