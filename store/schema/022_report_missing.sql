-- Months whose missing self-reports have been told, each once.
create table report_told (
    month integer primary key,       -- 12 * year + month - 1
    at timestamptz not null
);

do $$
begin
    if to_regrole('jiancha_clerk') is not null then
        grant select, insert on report_told to jiancha_clerk;
    end if;
end $$;
