-- Who is silent: the page of a unit reads it as any other row of its own. The figures for who watches over the program (watch_silent) are of all.
do $$
declare
    role text;
begin
    alter table sender enable row level security;
    foreach role in array array['jiancha_collector', 'jiancha_clerk', 'jiancha_auditor'] loop
        if to_regrole(role) is not null then
            execute format('create policy whole_%s on sender to %I using (true) with check (true)', role, role);
        end if;
    end loop;
    if to_regrole('jiancha_web') is not null then
        grant select on sender to jiancha_web;
        create policy web on sender for select to jiancha_web
            using ((select viewer_all()) or region = (select viewer_region()) or dept = (select viewer_dept()));
    end if;
end $$;
