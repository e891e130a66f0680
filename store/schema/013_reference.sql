-- The reference data, each version whole from its first use, so that what was computed with it can be computed again.
create table reference_version (
    version text collate "C" primary key,        -- as in cases.version
    since timestamptz not null default clock_timestamp() -- when it was first used
);
create table reference_file (
    version text collate "C" not null references reference_version,
    name text collate "C" not null,              -- within the configuration folder
    body bytea not null,
    primary key (version, name)
);
create function reference_stays() returns trigger language plpgsql as $$
begin
    raise exception 'a version of the reference data is never changed' using errcode = 'integrity_constraint_violation';
end $$;
create trigger reference_stays before update or truncate on reference_file for each statement execute function reference_stays();

do $$
begin
    if to_regrole('jiancha_collector') is not null then
        grant insert on reference_version, reference_file to jiancha_collector;
    end if;
    if to_regrole('jiancha_clerk') is not null then
        grant insert on reference_version, reference_file to jiancha_clerk;
    end if;
end $$;
