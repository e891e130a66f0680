-- Who reads, since when nothing was read, and what the broker does with what is to be read: known without a worker's help.
alter table kafka_offset
    add column alive timestamptz,    -- when its owner last said that the broker serves it
    add column held timestamptz;     -- since when an open transaction holds back what lies behind `next`; null: none does

-- One row a worker.
create table worker (
    owner text collate "C" primary key,          -- as in kafka_offset
    topics text[] collate "C" not null,          -- what it was told to read
    started timestamptz not null,
    alive timestamptz not null,      -- its last sign of life
    stopped timestamptz,             -- it ended because it was told to
    falls integer not null default 0,            -- how often in a row it was started again within two minutes of a start, without having been told to stop
    jumped timestamptz               -- since when it sees that the database's clock jumped; null: it is right
);

-- cleanup.policy as the broker says it; null: it does not say.
create table kafka_topic (
    topic text collate "C" primary key,
    cleanup text,
    at timestamptz not null
);

do $$
declare
    role text;
begin
    foreach role in array array['jiancha_collector', 'jiancha_web', 'jiancha_auditor'] loop
        if to_regrole(role) is not null then
            execute format('grant select on worker, kafka_topic to %I', role);
        end if;
    end loop;
    if to_regrole('jiancha_collector') is not null then
        grant insert, update on worker, kafka_topic to jiancha_collector;
    end if;
end $$;
