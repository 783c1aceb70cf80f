-- People found by how a name sounds, and by their birth date; one file made of two, and
-- two again; names as each document prints them; households; what happens at the desk;
-- appointments; how a case ended.

begin immediate;

alter table person add column other_languages text not null default '';
alter table person add column reading text;

alter table case_file add column outcome text;

-- What each indexed word sounds like. Null: not worked out yet, which opening the vault
-- does; '': it sounds like nothing. A word goes with the last person who bears it.
create table word_sound (
    word text not null primary key,
    sound text
) strict, without rowid;

create index word_sound_by_sound on word_sound (sound, word) where sound > '';
create index word_sound_to_do on word_sound (word) where sound is null;

create trigger word_is_heard after insert on person_word
begin
    insert or ignore into word_sound (word, sound) values (new.word, null);
end;

create trigger word_is_forgotten after delete on person_word
when not exists (select 1 from person_word where word = old.word)
begin
    delete from word_sound where word = old.word;
end;

insert or ignore into word_sound (word, sound) select word, null from person_word;

-- A birth date is a word as well: its digits, the year first.
insert or ignore into person_word (word, name_key, person)
select replace(birth_date, '-', ''), name_key, id
from person
where birth_date is not null;

delete from person_search;

insert into person_search (rowid, words)
select number, coalesce((
    select group_concat(word, ' ')
    from (select word from person_word where person = person_id order by word)
), '')
from (select number, id as person_id from person);

-- One file made of two. `other` is gone; what it takes to bring it back is here.
create table person_merge (
    id text not null primary key,
    kept text not null,
    other text not null,
    merged_on text not null,
    other_fields text not null, -- JSON object
    kept_fields text not null, -- JSON object: as they were before
    moved text not null, -- JSON array of [entity, identifier]
    household text not null, -- JSON: [household, relation] of kept, and of other
    decisions text not null, -- JSON: what was decided about kept, and about other
    undone_on text
) strict;

create index person_merge_of on person_merge (kept, id);
create index person_merge_into on person_merge (other);

create table identity (
    id text not null primary key,
    person text not null references person (id),
    source text not null, -- which document prints it
    family_name text not null,
    given_names text not null,
    birth_date text, -- YYYY, YYYY-MM or YYYY-MM-DD
    birth_place text not null
) strict;

create index identity_of on identity (person, id);

create table household (
    id text not null primary key,
    name text not null
) strict;

create table household_member (
    household text not null references household (id) on delete cascade,
    person text not null unique references person (id) on delete cascade,
    relation text not null,
    primary key (household, person)
) strict, without rowid;

create table event (
    id text not null primary key,
    person text not null references person (id),
    case_file text references case_file (id),
    kind text not null,
    happened_at text not null, -- date and time, UTC
    staff text not null references staff (id),
    note text not null
) strict;

create index event_of on event (person, happened_at, id);
create index event_of_case on event (case_file) where case_file is not null;

create table appointment (
    id text not null primary key,
    person text not null references person (id),
    case_file text references case_file (id),
    day text not null,
    hour text not null, -- HH:MM, '' when it is not known
    place text not null,
    bring text not null,
    outcome text not null
) strict;

create index appointment_of on appointment (person, day, id);
create index appointment_by_day on appointment (day, hour, id);
create index appointment_of_case on appointment (case_file) where case_file is not null;

pragma user_version = 6;

commit;
