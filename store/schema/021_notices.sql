-- What is told to the receivers of notify.conf: each rule reads the outbox as a reader of its own, `notify/RULE`.
alter table outbox_reader
    add column at timestamptz,       -- its last look: a digest is due at the rule's next hour behind it
    add column messages bigint not null default 0,   -- that the receiver has taken …
    add column notices bigint not null default 0,    -- … and how many notices they told
    add column told timestamptz,     -- when it took the last
    add column failing timestamptz,  -- since when it takes none; null: it does
    add column why text;

do $$
begin
    if to_regrole('jiancha_clerk') is not null then
        grant delete on outbox_reader to jiancha_clerk; -- a rule that is no more
    end if;
end $$;
