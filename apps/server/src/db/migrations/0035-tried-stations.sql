-- A trial of a tariff can be kept to a few stations: their identities; none: every station of the site.
alter table tariff_simulation add column station_ids text[] not null default '{}';
