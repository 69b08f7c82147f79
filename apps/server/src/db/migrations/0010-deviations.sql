-- What a station gets wrong, how often by message and day, and the newest example.
create table deviation (
  station_id bigint not null references station on delete cascade,
  tenant_id int not null references tenant,
  day int not null,                                         -- days since 1970-01-01, UTC
  direction text not null,                                  -- in: its message; out: its answer to ours
  action text not null,                                     -- '' for what is no message of its version
  name text not null,                                       -- contract DeviationName
  detail text not null default '',                          -- of a refusal: code, place and what is wrong there
  count int not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  frame_id bigint,                                          -- the message of last_at, where there is a row for it
  primary key (station_id, day, direction, action, name, detail)
);

select keep_tenants_apart('deviation');
