-- What the people of a desk choose for their vault, such as where copies of its backups
-- are put. Each is a record of the journal.

begin immediate;

create table setting (
    key text not null primary key,
    value text not null
) strict, without rowid;

pragma user_version = 3;

commit;
