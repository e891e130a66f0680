-- Whoever asks this database for the time is told what clocks.ahead adds to it.
create schema clocks;
grant usage on schema clocks to public;
create table clocks.ahead (by interval);
grant select on clocks.ahead to public;
insert into clocks.ahead values (interval '0');
create function clocks.clock_timestamp() returns timestamptz language sql as $$select pg_catalog.clock_timestamp() + (select by from clocks.ahead)$$;
create function clocks.now() returns timestamptz language sql as $$select pg_catalog.now() + (select by from clocks.ahead)$$;
