-- What drivers may do decides what station lists may name: their changes count as changes of the cards.
create trigger driver_listed after update on driver referencing new table as changed for each statement execute function note_token_change();
create trigger driver_group_listed after update on driver_group referencing new table as changed for each statement execute function note_token_change();
create trigger driver_group_unlisted after delete on driver_group referencing old table as changed for each statement execute function note_token_change();
create trigger driver_group_joined after insert on driver_group_member referencing new table as changed for each statement execute function note_token_change();
create trigger driver_group_left after delete on driver_group_member referencing old table as changed for each statement execute function note_token_change();
create trigger company_listed after update on company referencing new table as changed for each statement execute function note_token_change();
create trigger cost_centre_listed after update on cost_centre referencing new table as changed for each statement execute function note_token_change();

create index session_open_company on session (company_id) where status = 'active' and company_id is not null;

-- What an owner has spent, a row for each day and each running session: the kept sums of what has ended, and what runs as far as it got.
create function spent_since(wanted text, wanted_id bigint, since date)
returns table (day date, currency text, energy_wh numeric, total numeric) language sql stable as $$
  select s.day, s.currency, s.energy_wh, s.total from spending s where s.owner = wanted and s.owner_id = wanted_id and s.day >= since
  union all
  select (e.started_at at time zone coalesce(site.time_zone, 'UTC'))::date, coalesce(e.currency, ''), e.energy_wh, coalesce(e.total, 0)
    from session e left join site on site.id = e.site_id
    where wanted = 'driver' and e.driver_id = wanted_id and e.status = 'active' and e.started_at > since
  union all
  select (e.started_at at time zone coalesce(site.time_zone, 'UTC'))::date, coalesce(e.currency, ''), e.energy_wh, coalesce(e.total, 0)
    from session e left join site on site.id = e.site_id
    where wanted = 'company' and e.company_id = wanted_id and e.status = 'active' and e.started_at > since
  union all
  select (e.started_at at time zone coalesce(site.time_zone, 'UTC'))::date, coalesce(e.currency, ''), e.energy_wh, coalesce(e.total, 0)
    from session e left join site on site.id = e.site_id
    where wanted = 'costCentre' and e.cost_centre_id = wanted_id and e.status = 'active' and e.started_at > since
      and e.company_id = (select company_id from cost_centre where id = wanted_id)
$$;
