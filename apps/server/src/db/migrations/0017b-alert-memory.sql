-- Since when a connector is in trouble: stations repeat their status, and each time it looks new.
create table connector_trouble (
  station_id bigint not null references station on delete cascade,
  evse_id int not null,
  connector_id int not null,
  tenant_id int not null,
  trouble text not null,                                    -- faulted | occupied (by a car, with no session)
  since timestamptz not null,
  primary key (station_id, evse_id, connector_id)
);
create index command_failed_start on command (tenant_id, requested_at) where verb = 'start' and status in ('rejected', 'noEffect', 'timedOut', 'failed');
select keep_tenants_apart('connector_trouble');
