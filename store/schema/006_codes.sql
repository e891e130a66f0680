-- The regions and departments that stored things name: reference data that lacks one of them is refused, for nobody could read what was stored.
create table code_named (
    kind text collate "C" not null,  -- region, department
    code text collate "C" not null,
    primary key (kind, code)
);
insert into code_named (kind, code)
select distinct kind, code from (
    select 'region', region from cases
    union all select 'department', dept from cases
    union all select 'region', region from alert
    union all select 'department', dept from alert
    union all select 'region', region from counters
    union all select 'department', dept from counters
    union all select 'region', region from used_days
    union all select 'department', dept from used_days
    union all select 'region', region from monthly_report
    union all select v.kind, v.code from event cross join lateral (values
        ('region', body::json ->> 'region'), ('department', body::json ->> 'dept'),
        ('region', body::json -> 'data' ->> 'region'), ('department', body::json -> 'data' ->> 'dept')) v(kind, code)
) named(kind, code) where code <> '';
do $$
begin
    if to_regrole('jiancha_collector') is not null then
        grant insert on code_named to jiancha_collector;
    end if;
end $$;
