-- Places kept for a card, or for all cards of a group.
create table reservation (
  id bigint primary key,                                    -- the wire's reservationId: the id of the command that asked for it
  tenant_id int not null references tenant,
  station_id bigint not null references station on delete cascade,
  evse_id int not null,                                     -- 0: any EVSE
  connector_type text,                                      -- 2.x ConnectorEnum; null: any
  id_token text not null, id_token_type text not null,
  token_id bigint references token on delete set null,
  group_id text,                                            -- every card of this group may use it
  status text not null default 'pending',                   -- domain ReservationStatus
  reason text,                                              -- the station's own word where it refused or gave it up
  created_at timestamptz not null,
  created_by text not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  session_id bigint                                         -- the session that used it
);
create index reservation_open on reservation (expires_at) where status in ('pending', 'active');
create index reservation_station on reservation (station_id, id desc);
create index reservation_session on reservation (session_id) where session_id is not null;

select keep_tenants_apart('reservation');
