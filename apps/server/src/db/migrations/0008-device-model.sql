-- What a 2.x station tells of its variables, of what it watches, and of what it measures all the time.

alter table station_variable
  add column attributes jsonb not null default '{}',        -- by type (Actual, Target, MinSet, MaxSet): value, mutability, persistent, constant
  add column characteristics jsonb;                         -- data type, unit, limits, values; null: never told

alter table station add column inventory_of text;           -- the model and firmware whose full report was asked for: asking makes some restart, so never twice

-- One message of a periodic event stream of 2.1, with its values.
create table stream_values (
  station_id bigint not null references station on delete cascade,
  tenant_id int not null,
  stream_id int not null,
  at timestamptz not null,                                  -- its base time
  frame_id bigint not null,
  pending int not null,                                     -- values the station still held back
  points jsonb not null,                                    -- [[epoch ms, value as sent], …]
  primary key (station_id, stream_id, at, frame_id)
);
select keep_tenants_apart('stream_values');

-- The end of an alarm is an event of its own: this finds it.
create index station_event_cleared on station_event (station_id, component, variable, received_at) where cleared;
