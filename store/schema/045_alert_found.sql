-- What was found since somebody looked last, of one level: the rare red cards are not looked for among thousands of warnings.
create index alert_found on alert (level, seen_at, region, dept) where level in ('red', 'yellow', 'warning');
