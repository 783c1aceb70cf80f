-- What happened on the platform or at a counter, attempt by attempt; and the day an
-- answer came to a remedy, so that what stayed without one can be shown.

begin immediate;

create table incident (
    id text not null primary key,
    person text not null references person (id),
    case_file text references case_file (id),
    symptom text not null, -- code in the catalogue
    happened_on text not null,
    happened_at text, -- HH:MM in France; null: the time is not known
    channel text not null,
    step text not null,
    message text not null, -- exact words of the screen
    device text not null,
    number text not null, -- report, request or ticket number that was given
    staff text not null references staff (id),
    proof text not null -- JSON: identifiers of attachments, in order
) strict;

create index incident_of on incident (person, happened_on, happened_at, id);
create index incident_of_case on incident (case_file) where case_file is not null;

alter table remedy_taken add column answered_on text;

pragma user_version = 8;

commit;
