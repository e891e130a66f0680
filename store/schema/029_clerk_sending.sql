-- An act ends with the tally of its transaction, whose statement names `sending`, too: the clerk may insert there, though it never has a row.
do $$
begin
    if to_regrole('jiancha_clerk') is not null then
        grant insert on sending to jiancha_clerk;
    end if;
end $$;
