-- Why a revision was made, in the words of who made it; null: nobody said. It never changes.
alter table bulletin add column reason text;
create trigger bulletin_reason before update on bulletin for each row
    when (old.reason is distinct from new.reason) execute function bulletin_stays();
