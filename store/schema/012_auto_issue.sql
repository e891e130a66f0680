-- Orders that the program issues by itself (auto_issue in rules.conf).

-- how many it has issued today
create index act_system on act (at) where role = 'system';
-- the yellow alerts of a unit that may make a group
create index alert_yellow on alert (region, dept, raised_at) where level = 'yellow';

do $$
begin
    if to_regrole('jiancha_collector') is not null then
        grant update on order_alert to jiancha_collector;
    end if;
end $$;
