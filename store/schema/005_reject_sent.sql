-- When the message was produced, as the broker has it: retried, it is recorded as late as it was, and no later.
alter table reject add column sent timestamptz;
