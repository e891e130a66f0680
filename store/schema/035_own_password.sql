-- One's own password, changed in one's own session: the account whose session it is, and only from the password that was compared. The
-- other sessions of the account end. False: the session is over, the password has been changed meanwhile, or the account may not sign in.
create function account_change(which bytea, was text, fresh text) returns boolean language plpgsql as $$
declare
    whose text;
begin
    select a.login into whose from session s join account a using (login)
        where s.id = which and not s.gateway and a.hash = was and a.disabled is null
            and (a.locked_until is null or a.locked_until <= clock_timestamp()) for update of a;
    if not found then
        return false;
    end if;
    update account set hash = fresh, changed = clock_timestamp(), failed = 0, locked_until = null where login = whose;
    delete from session where login = whose and id <> which;
    perform audit_put(clock_timestamp(), whose, 'user.passwd', whose);
    return true;
end $$;

do $$
begin
    execute format('alter function account_change(bytea, text, text) security definer set search_path = %I, pg_temp', current_schema);
    revoke execute on function account_change(bytea, text, text) from public;
    if to_regrole('jiancha_web') is not null then
        grant execute on function account_change(bytea, text, text) to jiancha_web;
    end if;
end $$;
