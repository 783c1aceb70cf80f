-- The first schema. Identifiers are random UUIDv7; dates are ISO 8601 texts;
-- an empty text means "not known". `number` columns never leave the file.

begin immediate;

pragma application_id = 0x414e4546; -- "ANEF"

create table staff (
    id text not null primary key,
    name text not null,
    role text not null,
    public_key text not null -- age recipient: to whom the next master key is addressed
) strict;

create table organisation (
    id text not null primary key,
    name text not null,
    address text not null,
    city text not null,
    phone text not null,
    email text not null
) strict;

create table person (
    number integer primary key, -- of the row in the full-text index
    id text not null unique,
    family_name text not null,
    given_names text not null,
    used_name text not null,
    native_name text not null,
    civility text,
    birth_date text, -- YYYY, YYYY-MM or YYYY-MM-DD
    birth_place text not null,
    nationality text not null,
    numero_etranger text not null,
    status text,
    language text not null,
    marital text,
    minor_children integer,
    housing text,
    address text not null,
    phone text not null,
    email text not null,
    prefecture text not null,
    protection_decision_on text,
    protection_decision_number text not null,
    last_contact text,
    name_key text not null -- the name, folded: the order of lists
) strict;

create index person_by_name on person (name_key, id);
create index person_by_contact on person (last_contact) where last_contact is not null;

-- One row per folded word of a person: a prefix is a range, already in order.
create table person_word (
    word text not null,
    name_key text not null,
    person text not null references person (id) on delete cascade,
    primary key (word, name_key, person)
) strict, without rowid;

create index person_word_of on person_word (person);

-- Words are folded by the application; the tokenizer only parts them.
create virtual table person_search using fts5 (words, prefix = '1 2 3', tokenize = 'ascii');

-- Else the words of an erased person would stay in the pages of the index.
insert into person_search (person_search, rank) values ('secure-delete', 1);

create table residence_document (
    id text not null primary key,
    person text not null references person (id),
    kind text not null,
    number text not null,
    starts_on text,
    ends_on text, -- last day of validity
    mention text, -- null: not read; '': read, and there is none
    allows_work integer,
    issued_for text,
    years integer
) strict;

create index residence_document_of on residence_document (person, ends_on, id);
create index residence_document_by_end on residence_document (ends_on, kind, person)
where ends_on is not null;

create table case_file (
    id text not null primary key,
    person text not null references person (id),
    procedure text not null,
    opened_on text not null,
    state text not null,
    answered_on text,
    filed_on text, -- null: not filed, and so are the four columns below
    filed_through text,
    filed_number text,
    filed_proof text,
    filed_complete integer
) strict;

create index case_file_of on case_file (person, opened_on, id);
create index case_file_by_filing on case_file (filed_on) where filed_on is not null;

create table mark (
    case_file text not null references case_file (id) on delete cascade,
    requirement text not null,
    place integer not null, -- order in which marks were made
    state text not null,
    marked_on text not null,
    valid_until text,
    reason text not null,
    primary key (case_file, requirement)
) strict, without rowid;

create index mark_by_end on mark (valid_until) where valid_until is not null;

create table symptom (
    case_file text not null references case_file (id) on delete cascade,
    code text not null,
    place integer not null,
    primary key (case_file, code)
) strict, without rowid;

create table remedy_taken (
    id text not null primary key,
    case_file text not null references case_file (id) on delete cascade,
    place integer not null,
    remedy text not null,
    taken_on text not null,
    reference text not null
) strict;

create index remedy_taken_of on remedy_taken (case_file, place);

create table letter (
    id text not null primary key,
    person text not null references person (id),
    case_file text references case_file (id),
    template text not null,
    content_version text not null,
    language text not null,
    made_on text not null,
    fields text not null, -- JSON object
    sha256 text not null
) strict;

create index letter_of on letter (person, made_on, id);
create index letter_of_case on letter (case_file) where case_file is not null;

-- What is being typed. Not a record: no journal entry, and it goes when it is saved.
create table draft (
    key text not null primary key,
    content text not null, -- JSON object
    saved_at text not null
) strict;

-- Each entry is sealed with the one before it. `changes` can be emptied when a person
-- is erased without breaking the chain, which holds its digest.
create table journal (
    number integer primary key, -- 1, 2, 3…
    milliseconds integer not null, -- hybrid logical time: since 1970, UTC, …
    counter integer not null, -- … and order within the millisecond
    desk text not null,
    staff text not null references staff (id),
    action text not null,
    subject text not null, -- the person concerned, '' when nobody is
    entity text not null,
    entity_id text not null,
    changes text, -- JSON object: field → [before, after]
    changes_digest blob not null,
    row_digest blob, -- of the aggregate after the change; empty: gone; null: unchanged
    seal blob not null
) strict;

create index journal_of on journal (subject, number);
create index journal_of_entity on journal (entity, entity_id, number)
where row_digest is not null;

create trigger journal_is_never_changed before update on journal
begin
    select raise(abort, 'the journal only grows');
end;

create trigger journal_is_never_cut before delete on journal
begin
    select raise(abort, 'the journal only grows');
end;

-- What was removed, without a word about what it was: other desks must remove it too.
create table tombstone (
    entity text not null,
    entity_id text not null,
    milliseconds integer not null,
    counter integer not null,
    desk text not null,
    primary key (entity, entity_id)
) strict, without rowid;

pragma user_version = 1;

commit;
