-- A file that leaves by the pages (a list, a bulletin, an order's paper) is a line of the audit log: who, and the address that was asked for.
create function export_noted(whose text, address text) returns void language sql as $$
    select audit_put(clock_timestamp(), whose, 'export', address) from account where login = whose
$$;
do $$
begin
    execute format('alter function export_noted(text, text) security definer set search_path = %I, pg_temp', current_schema);
    revoke execute on function export_noted(text, text) from public;
    if to_regrole('jiancha_web') is not null then
        grant execute on function export_noted(text, text) to jiancha_web;
    end if;
end $$;
