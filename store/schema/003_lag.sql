-- How far behind reading is: the log's end as the broker told it with the last batch of this partition.
alter table kafka_offset add column high bigint;
