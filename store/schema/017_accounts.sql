-- Who may sign in, who has, and the tokens of programs. Nobody but the owner reads or writes these tables: the pages and the
-- clerk call the functions below, each of which does one thing and writes its line in the audit log. So a login that was
-- stolen from the pages can neither list passwords' hashes nor make an account, and what people have sent stays secret:
-- of a session's id and of a token only the SHA-256 is kept.
create table account (
    login text collate "C" primary key,
    role text collate "C" not null check (role in ('bureau', 'region', 'department', 'auditor')),
    own text collate "C",            -- code of the account's own region or department
    hash text not null,              -- of the password: yescrypt
    created timestamptz not null,
    changed timestamptz not null,    -- the password
    disabled timestamptz,
    failed integer not null default 0,           -- wrong passwords in a row
    locked_until timestamptz,
    check (own is not null or role in ('bureau', 'auditor')),
    check (own is null or role <> 'auditor')
);
create table session (
    id bytea primary key,            -- sha256 of what the browser sends
    login text collate "C" not null references account on delete cascade,
    csrf text not null,              -- stands in each form of the session
    gateway boolean not null,        -- opened by a gateway's word
    created timestamptz not null,
    seen timestamptz not null
);
create index session_login on session (login);
create table api_token (
    id bytea primary key,
    login text collate "C" not null references account on delete cascade,
    name text not null,
    created timestamptz not null,
    expires timestamptz not null,
    unique (login, name)
);

-- One line of the audit log, chained to the one before; takes the audit lock, behind the act lock. Who changes this keeps
-- `audit verify` right, which computes the hashes on its own.
create function audit_put(at timestamptz, who text, what text, about text) returns void language plpgsql as $$
declare
    head audit_head;
begin
    select * into head from audit_head for update;
    head.n := head.n + 1;
    select sha256(head.hash || string_agg(convert_to(part, 'UTF8') || '\x00'::bytea, ''::bytea order by i)) into head.hash
        from unnest(array[head.n::text, ((extract(epoch from at) * 1000000)::bigint)::text, who, what, about]) with ordinality t (part, i);
    update audit_head set n = head.n, hash = head.hash;
    insert into audit values (head.n, at, who, what, about, head.hash);
end $$;

create function account_any() returns boolean language sql stable as $$ select exists (select from account) $$;

-- The password's hash of an account that may sign in now; null: there is none, it is disabled or locked.
create function account_hash(whose text) returns text language sql as $$
    select hash from account where login = whose and disabled is null and (locked_until is null or locked_until <= clock_timestamp())
$$;

-- A wrong password: the `most`-th in a row locks the account for so many minutes. While it is locked nothing is counted or
-- written, so guessing fills no log. True: it is locked now.
create function account_failed(whose text, most integer, minutes integer) returns boolean language plpgsql as $$
declare
    a account;
begin
    select * into a from account where login = whose for update;
    if not found or a.disabled is not null then
        return false;
    elsif a.locked_until > clock_timestamp() then
        return true;
    end if;
    a.failed := a.failed + 1;
    a.locked_until := null;
    if a.failed >= most then
        a.failed := 0;
        a.locked_until := clock_timestamp() + make_interval(mins => minutes);
    end if;
    update account set failed = a.failed, locked_until = a.locked_until where login = whose;
    perform audit_put(clock_timestamp(), whose, case when a.locked_until is null then 'login.failed' else 'login.locked' end, '');
    return a.locked_until is not null;
end $$;

-- Signed in: a new session, whose id nobody knew before; the one that the browser had is ended. False: the account has been
-- disabled, removed or locked, or its password changed (`hash`, null at a gateway's word) meanwhile.
create function session_open(whose text, hash text, fresh bytea, csrf text, former bytea, by_gateway boolean) returns boolean
language plpgsql as $$
begin
    perform 1 from account a where a.login = whose and a.disabled is null and (session_open.hash is null or a.hash = session_open.hash)
        and (by_gateway or a.locked_until is null or a.locked_until <= clock_timestamp()) for update;
    if not found then
        return false;
    end if;
    update account set failed = 0, locked_until = null where login = whose and not by_gateway;
    delete from session where id = former or seen < clock_timestamp() - interval '31 days';
    insert into session values (fresh, whose, csrf, by_gateway, clock_timestamp(), clock_timestamp());
    perform audit_put(clock_timestamp(), whose, 'login', case when by_gateway then 'gateway' else '' end);
    return true;
end $$;

create function session_close(which bytea) returns void language plpgsql as $$
declare
    whose text;
begin
    delete from session where id = which returning login into whose;
    if found then
        perform audit_put(clock_timestamp(), whose, 'logout', '');
    end if;
end $$;

-- Whose session it is; no row: it is over, or the account is disabled. That it was used is noted once a minute.
create function session_find(which bytea, idle_minutes integer, hours integer)
returns table (login text, role text, own text, csrf text, gateway boolean) language plpgsql as $$
declare
    s session;
begin
    select * into s from session where id = which and seen > clock_timestamp() - make_interval(mins => idle_minutes)
        and created > clock_timestamp() - make_interval(hours => hours);
    if not found then
        return;
    end if;
    if s.seen < clock_timestamp() - interval '1 minute' then
        update session set seen = clock_timestamp() where id = which;
    end if;
    return query select a.login, a.role, a.own, s.csrf, s.gateway from account a where a.login = s.login and a.disabled is null;
end $$;

create function token_find(which bytea) returns table (login text, role text, own text) language sql stable as $$
    select a.login, a.role, a.own from api_token t join account a using (login)
    where t.id = which and t.expires > clock_timestamp() and a.disabled is null
$$;

do $$
declare
    fn text;
    role text;
begin
    revoke execute on function audit_put(timestamptz, text, text, text) from public;
    foreach fn in array array['account_any()', 'account_hash(text)', 'account_failed(text, integer, integer)',
        'session_open(text, text, bytea, text, bytea, boolean)', 'session_close(bytea)', 'session_find(bytea, integer, integer)',
        'token_find(bytea)'] loop
        execute format('alter function %s security definer set search_path = %I, pg_temp', fn, current_schema);
        execute format('revoke execute on function %s from public', fn);
        if to_regrole('jiancha_web') is not null then
            execute format('grant execute on function %s to jiancha_web', fn);
        end if;
    end loop;
    foreach role in array array['jiancha_web', 'jiancha_collector', 'jiancha_clerk', 'jiancha_auditor', 'jiancha_repair'] loop
        if to_regrole(role) is not null then
            execute format('revoke all on account, session, api_token from %I', role);
        end if;
    end loop;
    foreach role in array array['jiancha_collector', 'jiancha_clerk'] loop
        if to_regrole(role) is not null then
            execute format('grant execute on function audit_put(timestamptz, text, text, text) to %I', role);
        end if;
    end loop;
    if to_regrole('jiancha_clerk') is not null then
        grant execute on function session_find(bytea, integer, integer), token_find(bytea) to jiancha_clerk;
    end if;
end $$;
