-- How far behind reading is, as the owner of each partition told with its last transaction.
alter table kafka_offset
    add column high bigint,          -- the log's end
    add column seen timestamptz,     -- the newest recording that was read
    add column at timestamptz;       -- when it was told
