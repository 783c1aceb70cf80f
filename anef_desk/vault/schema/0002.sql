-- Who can open the vault: those who left stay named in the journal, the recovery sheet
-- counts once it was typed back, a new master key keeps what vouches for the past, and
-- the oldest entries of the journal can be sealed away.

begin immediate;

alter table staff add column left_on text; -- null: they work here

create index journal_by_staff on journal (staff, number);

-- Sheets that were printed. The secret is on paper alone; this is its public half.
create table recovery_sheet (
    id text not null primary key,
    public_key text not null, -- age recipient
    made_on text not null,
    confirmed_on text -- null: not typed back yet, and so it opens nothing
) strict;

-- What was decided about the vault itself, such as how long the journal is kept.
create table security_setting (
    name text not null primary key,
    value text not null
) strict, without rowid;

-- Keys of former master keys: the journal stays under its first one, and what another
-- computer remembers of a former generation can still be authenticated.
create table kept_key (
    purpose text not null,
    generation integer not null,
    key blob not null,
    primary key (purpose, generation)
) strict, without rowid;

-- Where the journal was cut: everything up to a number, and what the next entry is
-- sealed with. Each sealing is sealed with the one before it.
create table journal_sealing (
    up_to integer primary key,
    milliseconds integer not null, -- of the last entry that was removed, …
    counter integer not null,
    last_seal blob not null, -- … and its seal
    entries integer not null, -- how many were removed
    sealed_at text not null,
    vouched_digest blob not null, -- of the table below, as this sealing left it
    seal blob not null
) strict;

-- What the removed entries said last of each record that still is.
create table vouched (
    entity text not null,
    entity_id text not null,
    row_digest blob not null,
    primary key (entity, entity_id)
) strict, without rowid;

drop trigger journal_is_never_cut;

create trigger journal_is_never_cut before delete on journal
when old.number > coalesce((select max(up_to) from journal_sealing), 0)
begin
    select raise(abort, 'the journal only grows');
end;

create trigger journal_sealing_is_never_changed before update on journal_sealing
begin
    select raise(abort, 'the journal only grows');
end;

create trigger journal_sealing_is_never_undone before delete on journal_sealing
begin
    select raise(abort, 'the journal only grows');
end;

create trigger journal_sealing_goes_forward before insert on journal_sealing
when new.up_to <= coalesce((select max(up_to) from journal_sealing), 0)
    or new.up_to > coalesce((select max(number) from journal), 0)
begin
    select raise(abort, 'the journal only grows');
end;

pragma user_version = 2;

commit;
