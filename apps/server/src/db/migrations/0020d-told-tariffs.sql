-- What stations were told of the prices that hold at them.
create table told_tariff (
  station_id bigint not null references station on delete cascade,
  evse_id int not null,                                     -- 0: the whole station
  tenant_id int not null references tenant,
  tariff_version_id bigint,                                 -- null: that there is none
  outcome text not null,                                    -- told | refused | unsuited (the station could not say it, see reason)
  reason text,
  told_at timestamptz not null,
  primary key (station_id, evse_id)
);
select keep_tenants_apart('told_tariff');
