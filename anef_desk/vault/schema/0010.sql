-- A right lost, or restored since: what an association counts and shows.

begin immediate;

create table rights_loss (
    id text not null primary key,
    person text not null references person (id),
    right_lost text not null,
    cause text not null, -- code of a symptom, or of the short list; '': not said
    lost_on text not null,
    restored_on text -- null: not restored
) strict;

create index rights_loss_of on rights_loss (person, lost_on, id);
create index rights_loss_by_day on rights_loss (lost_on);

pragma user_version = 10;

commit;
