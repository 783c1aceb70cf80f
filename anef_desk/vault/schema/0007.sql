-- The book of prefectures, the pictures at the head of letters, and what was imported,
-- so that it can be taken back.

begin immediate;

create table prefecture (
    id text not null primary key,
    name text not null,
    department text not null,
    service text not null,
    address text not null,
    email text not null,
    phone text not null,
    checked_on text
) strict;

create table logo (
    sha256 text not null primary key,
    content blob not null -- PNG, drawn again by us
) strict;

create table import_batch (
    id text not null primary key,
    made_on text not null,
    made_by text not null,
    created integer not null, -- people
    changed integer not null, -- people
    documents integer not null,
    undone_on text
) strict;

create table import_row (
    batch text not null references import_batch (id) on delete cascade,
    person text not null references person (id) on delete cascade,
    created integer not null,
    fields text not null, -- JSON: names of those that were empty and were filled
    documents text not null, -- JSON: identifiers of those that were added
    sha256 text not null, -- of what the import left; another one is not taken back
    primary key (batch, person)
) strict, without rowid;

create index import_row_of on import_row (person);

pragma user_version = 7;

commit;
