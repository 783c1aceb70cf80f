-- What was answered to the questions of the catalogue, for one case: a procedure may
-- depend on more than the file of the person says.

begin immediate;

create table answer (
    case_file text not null references case_file (id) on delete cascade,
    fact text not null,
    place integer not null, -- order in which they were answered
    value text not null, -- JSON: a text, a number, true or false
    primary key (case_file, fact)
) strict, without rowid;

pragma user_version = 11;

commit;
