-- The board of a day: what the law says of each file, kept so that no screen reads all
-- of them; what was put off or dealt with; and what one shift leaves to the next.

begin immediate;

-- Dates dealt with, or put off until a day, and why.
create table postponement (
    id text not null primary key,
    person text not null references person (id),
    rule text not null,
    about text not null,
    due text not null,
    done integer not null,
    until text, -- null: never again
    reason text not null,
    noted_on text not null,
    staff text not null
) strict;

create index postponement_of on postponement (person, noted_on, id);

create table handover (
    id text not null primary key,
    person text not null references person (id),
    noted_on text not null,
    staff text not null,
    text text not null,
    taken_on text, -- null: nobody took it over yet
    taken_by text not null
) strict;

create index handover_of on handover (person, noted_on, id);
create index handover_waiting on handover (noted_on, id) where taken_on is null;

-- The two tables below are computed from the others, and nobody vouches for them.
create table agenda_file (
    person text not null primary key references person (id) on delete cascade,
    since text not null, -- day they were computed on: a clock may be set back
    stale_on text not null, -- first day for which its rows no longer hold; '': now
    version text not null -- of the catalogue they were computed with
) strict, without rowid;

create index agenda_file_since on agenda_file (since);
create index agenda_file_stale on agenda_file (stale_on);
create index agenda_file_version on agenda_file (version);

create table agenda (
    person text not null references person (id) on delete cascade,
    place integer not null,
    kind text not null, -- deadline, paper, meeting; or failed: a rule without date
    rule text not null,
    case_file text not null,
    about text not null,
    opens text,
    due text not null,
    shows_on text not null,
    legal integer not null,
    contact text not null, -- with the person; '': never
    hidden_until text not null, -- '': shown
    primary key (person, place)
) strict, without rowid;

create index agenda_by_due on agenda (
    kind, due, shows_on, hidden_until, legal, contact
);

insert into agenda_file (person, since, stale_on, version)
select id, '', '', '' from person;

-- How many people there are, counted as they come and go: nobody waits for a count.
create table tally (
    name text not null primary key,
    number integer not null
) strict, without rowid;

insert into tally (name, number) select 'people', count(*) from person;

create trigger person_is_counted after insert on person
begin
    update tally set number = number + 1 where name = 'people';
end;

create trigger person_is_no_longer_counted after delete on person
begin
    update tally set number = number - 1 where name = 'people';
end;

-- Whatever the journal notes of a person, their rows are computed again.
create trigger journal_moves_the_agenda after insert on journal
when new.subject <> '' and new.row_digest is not null
begin
    insert into agenda_file (person, since, stale_on, version)
    select id, '', '', '' from person where id = new.subject
    on conflict (person) do update set stale_on = '';
end;

pragma user_version = 5;

commit;
