-- What was said with the confirmation or the waiver of an interview: for when it is planned, or why there is none. The bulletin says it.
alter table interview add column said text;
update interview i set said = a.said
    from (select distinct on (month, league, unit) body::json ->> 'month' as month, body::json ->> 'league' as league, body::json ->> 'unit' as unit,
            body::json ->> 'text' as said
        from act where act in ('confirm', 'waive') order by month, league, unit, seq desc) a
    where a.league = i.league and a.unit = i.unit and a.month = lpad((i.month / 12)::text, 4, '0') || '-' || lpad((i.month % 12 + 1)::text, 2, '0');
