-- The clerk says in `worker`, as the workers do, that it lives; it reads no topic, so its row has none.
do $$
begin
    if to_regrole('jiancha_clerk') is not null then
        grant insert, update on worker to jiancha_clerk;
    end if;
end $$;
