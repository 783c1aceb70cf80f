-- Letters an organisation words its own way, and the codes of the sheets people carry.

begin immediate;

create table letter_template (
    code text not null primary key,
    text text not null, -- TOML
    base_version integer not null, -- of the shipped one it was made from
    changed_on text not null
) strict;

create table pocket_code (
    code text not null primary key, -- random: it says nothing of anyone
    person text not null references person (id) on delete cascade,
    made_on text not null
) strict;

create index pocket_code_of on pocket_code (person);

pragma user_version = 9;

commit;
