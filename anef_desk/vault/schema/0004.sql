-- Attachments, and what is decided about keeping the file of a person: least data, for
-- as long as there is a reason.

begin immediate;

create table attachment (
    id text not null primary key,
    person text not null references person (id),
    case_file text references case_file (id),
    title text not null,
    media_type text not null, -- by content, never by name
    size integer not null, -- bytes
    pages integer not null,
    sha256 text not null,
    added_on text not null,
    added_by text not null references staff (id),
    ends_on text not null -- last day there is a reason to keep it
) strict;

create index attachment_of on attachment (person, added_on, id);
create index attachment_of_case on attachment (case_file) where case_file is not null;
create index attachment_by_end on attachment (ends_on, id);

-- In a table of their own: a list never reads them.
create table attachment_content (
    attachment text not null primary key references attachment (id) on delete cascade,
    thumbnail blob not null, -- width and height, 16 bits each, then rows of RGB
    content blob not null
) strict;

-- What was decided when a file came up for review; nothing is erased without a person.
create table retention (
    person text not null primary key references person (id),
    decision text not null, -- keep, or freeze: nobody changes it any more
    until text, -- when it comes up again; null: when somebody says so
    reason text not null,
    decided_on text not null,
    decided_by text not null references staff (id)
) strict, without rowid;

create index retention_by_decision on retention (decision, until, person);

create index person_without_contact on person (id) where last_contact is null;

-- What a coordinator decided for the whole desk.
create table if not exists setting (
    key text not null primary key,
    value text not null
) strict, without rowid;

-- One change of the journal is allowed: to empty what it says of somebody whose file
-- was erased. The chain holds the digest of what was there, and still fits.
drop trigger journal_is_never_changed;

create trigger journal_is_never_changed before update on journal
when not (
    new.changes is null
    and new.number is old.number
    and new.milliseconds is old.milliseconds
    and new.counter is old.counter
    and new.desk is old.desk
    and new.staff is old.staff
    and new.action is old.action
    and new.subject is old.subject
    and new.entity is old.entity
    and new.entity_id is old.entity_id
    and new.changes_digest is old.changes_digest
    and new.row_digest is old.row_digest
    and new.seal is old.seal
    and exists (
        select 1 from tombstone
        where tombstone.entity = 'person' and tombstone.entity_id = old.subject
    )
)
begin
    select raise(abort, 'the journal only grows');
end;

pragma user_version = 4;

commit;
