-- What reservations cost by themselves: one that expired, was taken back or given up by its station. A used one is part of its session's bill.

-- One row a reservation whose tariff has prices for reservations: what was in force when it was made, and what it came to once it was over.
create table reservation_bill (
  reservation_id bigint primary key references reservation on delete cascade,
  tenant_id int not null references tenant,
  tariff_version_id bigint not null references tariff_version,
  facts jsonb not null,                                     -- domain PriceFacts of the making
  token_id bigint,                                          -- no foreign keys to who pays: the bill stays when they go
  driver_id bigint,
  company_id bigint,
  cost_centre_id bigint,
  site_id bigint references site on delete set null,
  made_at timestamptz not null,
  currency text not null,
  outcome text check (outcome in ('used', 'expired', 'cancelled', 'removed')), -- domain ReservationOutcome; null: not over
  from_at timestamptz, until_at timestamptz,                -- what was charged for
  cost jsonb,                                               -- domain FullCost; null: not over, or its session pays
  total numeric(14,4),
  priced_at timestamptz
);
create index reservation_bill_version on reservation_bill (tariff_version_id);
create index reservation_bill_token on reservation_bill (token_id, made_at) where token_id is not null;
create index reservation_bill_driver on reservation_bill (driver_id, made_at) where driver_id is not null;
create index reservation_bill_company on reservation_bill (company_id, made_at) where company_id is not null;
create index reservation_bill_cost_centre on reservation_bill (cost_centre_id, made_at) where cost_centre_id is not null;

-- Prepaid cards pay for them, too: at most once however often their end is told, and back again where it turns out that they were used.
alter table credit_entry
  add column reservation_id bigint,
  drop constraint credit_entry_kind_check,
  add constraint credit_entry_kind_check check (kind in ('topUp', 'correction', 'session', 'reservation')),
  drop constraint credit_entry_check,
  add constraint credit_entry_check check ((kind = 'session') = (session_id is not null) and (kind = 'reservation') = (reservation_id is not null)
    and (kind in ('session', 'reservation')) = (number is not null)),
  add unique (reservation_id, number);

insert into outbox_place (reader, xid, id) values ('reservations', '0', '0') on conflict do nothing;

select keep_tenants_apart('reservation_bill');
revoke update, delete on reservation_bill from stationmaster_api;
