-- Local authorization lists: which stations have theirs kept in step, and what each holds for certain.

alter table site add column keep_local_lists boolean not null default false;  -- the lists of its stations follow the cards

-- A number is given once in this install: a station that tells it holds that very list.
create sequence local_list_version as int;
grant usage on sequence local_list_version to stationmaster_api;

create table local_list (
  station_id bigint primary key references station on delete cascade,
  tenant_id int not null references tenant,
  keep boolean,                                             -- null: as its site says
  state text not null default 'off',                        -- off | behind | inStep | clearing | refused | unsupported
  reason text,                                              -- why it is not in step
  held_version int,                                         -- the entries below are what the station holds; null: not known
  told_version int,                                         -- what it told last; -1: it has none
  told_at timestamptz,
  left_out int not null default 0,                          -- cards that found no room
  in_step_since timestamptz,
  without text[] not null default '{}',                     -- keys that this station was told to forget
  revision bigint,                                          -- of the cards, at the last try
  tried_at timestamptz,
  failures int not null default 0,                          -- tries since it was in step
  due_at timestamptz                                        -- to be looked at again; null: when something changes
);
create table local_list_entry (
  station_id bigint not null references local_list on delete cascade,
  tenant_id int not null,
  key text not null,                                        -- domain entryKey
  entry jsonb not null,                                     -- domain ListEntry
  primary key (station_id, key)
);

-- Counts the changes of a tenant's cards, in the transaction that makes them.
create table token_revision (
  tenant_id int primary key references tenant,
  revision bigint not null
);
create function note_token_change() returns trigger language plpgsql as $$ begin
  insert into token_revision (tenant_id, revision) select distinct tenant_id, 1 from changed
    on conflict (tenant_id) do update set revision = token_revision.revision + 1;
  return null;
end $$;
create trigger token_inserted after insert on token referencing new table as changed for each statement execute function note_token_change();
create trigger token_updated after update on token referencing new table as changed for each statement execute function note_token_change();
create trigger token_deleted after delete on token referencing old table as changed for each statement execute function note_token_change();
create trigger token_alias_inserted after insert on token_alias referencing new table as changed for each statement execute function note_token_change();
create trigger token_alias_deleted after delete on token_alias referencing old table as changed for each statement execute function note_token_change();
insert into token_revision (tenant_id, revision) select distinct tenant_id, 1 from token;

select keep_tenants_apart('local_list'), keep_tenants_apart('local_list_entry'), keep_tenants_apart('token_revision');
