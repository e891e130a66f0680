-- Who sends how much, and whether anybody is silent for longer than usual (analyzer/silence.h). No truth: only what was counted.

-- What each batch counted, in its transaction: appended, taken away by the clerk.
create table sending (
    source text collate "C" not null,
    region text collate "C" not null,
    dept text collate "C" not null,
    hour integer not null,           -- hours since 1970-01-01T00:00:00Z
    n integer not null,              -- messages, duplicates too
    last timestamptz not null        -- when the last of them came
);
create table sending_hour (
    hour integer not null,
    source text collate "C" not null,
    region text collate "C" not null,
    dept text collate "C" not null,
    n bigint not null,
    primary key (hour, source, region, dept)
);
-- A source (region and dept empty) or a unit (source empty).
create table sender (
    source text collate "C" not null,
    region text collate "C" not null,
    dept text collate "C" not null,
    since timestamptz not null,      -- its first message that was counted
    last timestamptz not null,
    silent timestamptz,              -- when it was found silent; null: it sends as usual
    main text collate "C",           -- of a unit: the source that sends most of its messages
    primary key (source, region, dept)
);

do $$
declare
    role text;
begin
    foreach role in array array['jiancha_collector', 'jiancha_clerk', 'jiancha_web', 'jiancha_auditor'] loop
        if to_regrole(role) is not null then
            execute format('grant select on sending, sending_hour, sender to %I', role);
        end if;
    end loop;
    if to_regrole('jiancha_collector') is not null then
        grant insert on sending to jiancha_collector;
    end if;
    if to_regrole('jiancha_clerk') is not null then
        grant delete on sending to jiancha_clerk;
        grant insert, update, delete on sending_hour, sender to jiancha_clerk;
    end if;
end $$;
