-- What who watches over the program sees, without seeing rows: open alerts by region, who is silent, which rules of notify.conf wait.
create function watch_regions() returns table (region text, level text, n bigint) language sql stable as $$
    select region, level, count(*) from alert where state = 'open' group by 1, 2 order by 1, 2
$$;
create function watch_silent() returns table (source text, region text, dept text, last timestamptz, silent timestamptz) language sql stable as $$
    select source, region, dept, last, silent from sender where silent is not null order by 1, 2, 3
$$;
-- since: when the oldest notice was written that the rule has not passed
create function watch_rules() returns table (rule text, messages bigint, notices bigint, since timestamptz, failing timestamptz, why text)
language sql stable as $$
    select substr(r.name, 8), r.messages, r.notices,
        (select o.written from outbox o where (o.xid, o.n) > (r.xid, r.n) order by o.xid, o.n limit 1), r.failing, r.why
    from outbox_reader r where r.name like 'notify/%' order by 1
$$;

do $$
declare
    fn text;
begin
    foreach fn in array array['watch_regions()', 'watch_silent()', 'watch_rules()'] loop
        execute format('alter function %s security definer set search_path = %I, pg_temp', fn, current_schema);
    end loop;
    if to_regrole('jiancha_web') is not null then
        revoke select on sending, sending_hour, sender from jiancha_web;
    end if;
end $$;
