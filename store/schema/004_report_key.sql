-- A report that names a case is a different one from the same report that names another: the key of a duplicate is source, event_id and case_no.
alter table monthly_report add column case_no text collate "C" not null default '';
alter table monthly_report drop constraint monthly_report_pkey, add primary key (source, event_id, case_no);
