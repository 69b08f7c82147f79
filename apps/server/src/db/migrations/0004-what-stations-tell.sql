-- What stations tell beyond sessions, status and configuration.

-- The newest word on one thing: a charging profile it holds, a message on its display, a monitor, its firmware update.
create table station_record (
  station_id bigint not null references station on delete cascade,
  tenant_id int not null references tenant,
  kind text not null,                                       -- contract RecordKind
  key text not null,                                        -- tells things of a kind apart; '' where there is only one
  evse_id int not null default 0,
  data jsonb,                                               -- null: it is gone
  at timestamptz not null,
  frame_id bigint,                                          -- the message that told it
  primary key (station_id, kind, key)
);

-- What happened at a station: events of its monitors, security events, alarms. Never changed but for the acknowledgement.
create table station_event (
  tenant_id int not null,
  station_id bigint not null references station on delete cascade,
  received_at timestamptz not null,
  frame_id bigint not null,
  place int not null default 0,                             -- among several of one message
  at timestamptz not null,                                  -- by the station's clock, corrected
  kind text not null,                                       -- contract StationEventKind
  severity smallint,                                        -- OCPP: 0 danger … 9 debug
  evse_id int not null default 0,
  connector_id int not null default 0,
  component text not null default '',
  variable text not null default '',
  type text not null default '',                            -- security event type, tech code …
  text text not null default '',
  cleared boolean not null default false,
  data jsonb not null default '{}',
  acknowledged_at timestamptz,
  acknowledged_by text,
  primary key (tenant_id, received_at, frame_id, place)
);
create index station_event_station on station_event (station_id, received_at desc);

select keep_tenants_apart('station_record'), keep_tenants_apart('station_event');
