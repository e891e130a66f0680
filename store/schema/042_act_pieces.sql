-- The acts about interviews, which a page reads, and those that the program issued by itself, of which there may be so many a day: found in
-- the log without reading it.
create index act_interview on act (seq) where act in ('confirm', 'waive', 'hold', 'rectify', 'accept', 'reject');
create index act_by_itself on act (at) where role = 'system' and act = 'issue';
