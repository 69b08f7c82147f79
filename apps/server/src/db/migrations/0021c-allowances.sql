-- Limits that bind a driver (their own, of their company, of its cost centre) with what was used of each: domain Allowance[].
create function allowances_of(d driver) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('owner', o.owner, 'limits', o.limits, 'spent',
      coalesce((select jsonb_agg(jsonb_build_object('day', s.day, 'currency', s.currency, 'energyWh', s.energy_wh, 'total', s.total::text))
        from spent_since(o.owner, o.id, current_date - 32) s), '[]')) order by o.place), '[]')
  from (values (1, 'driver', d.id, d.limits),
    (2, 'company', d.company_id, (select limits from company where id = d.company_id)),
    (3, 'costCentre', d.cost_centre_id, (select limits from cost_centre where id = d.cost_centre_id))) as o (place, owner, id, limits)
  where o.limits <> '[]'
$$;
