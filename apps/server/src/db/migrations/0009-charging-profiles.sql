-- Charging profiles that we have set and the station has taken. What it reports by itself is in station_record.
create table charging_profile (
  station_id bigint not null references station on delete cascade,
  id int not null,                                          -- the wire's chargingProfileId
  tenant_id int not null references tenant,
  profile jsonb not null,                                   -- contract ChargingProfileView
  command_id bigint not null,                               -- that set it, or changed it last
  set_at timestamptz not null,
  ended_at timestamptz,                                     -- null: the station holds it as far as we know
  ended_why text,                                           -- replaced, cleared, transactionEnded, notHeld
  primary key (station_id, id)
);
select keep_tenants_apart('charging_profile');
