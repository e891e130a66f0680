-- The last resort of the quarantine: where in its topic's log a message lies of which the database took no row in `reject`, in whatever form.
create table unstored (
    topic text not null,
    part integer not null,
    "offset" bigint not null,
    arrived timestamptz not null,
    code text not null
);
do $$
begin
    if to_regrole('jiancha_collector') is not null then
        grant insert on unstored to jiancha_collector;
    end if;
end $$;
