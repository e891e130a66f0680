-- The cases of a unit with an open alert, the gravest first: a page of them is a piece of an index, and how many there are of each level is counted in it.
alter table cases add column level_at timestamptz;
alter table case_unit add column level_at timestamptz; -- when the first open alert of that level was raised
do $$
declare
    name text;
begin
    foreach name in array array['cases', 'case_unit'] loop
        execute format('update %I c set level_at = a.raised_at from (select distinct on (case_no) case_no, raised_at from alert where state = ''open'''
            ' order by case_no, array_position(''{notice,warning,yellow,red}'', level) desc, raised_at) a where c.case_no = a.case_no and c.level > 0', name);
    end loop;
end $$;
create index case_unit_level on case_unit (unit, level, level_at, case_no) include (region) where level > 0;
