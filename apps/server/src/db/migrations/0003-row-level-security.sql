-- The second wall behind the permission check: the API works as this role and sees the rows of the caller's tenant only.

do $$ begin
  if not exists (select from pg_roles where rolname = 'stationmaster_api') then create role stationmaster_api nologin; end if;
end $$;
-- For each table with a tenant_id, here and in every later migration.
create function keep_tenants_apart(t text) returns void language plpgsql as $$ begin
  execute format('alter table %I enable row level security', t);
  execute format('create policy tenant on %I to stationmaster_api using (tenant_id = current_setting(''app.tenant'')::int)
    with check (tenant_id = current_setting(''app.tenant'')::int)', t);
  execute format('grant select, insert, update, delete on %I to stationmaster_api', t);
end $$;
do $$ declare t text; begin
  execute format('grant stationmaster_api to %I', current_user);
  grant usage on schema public to stationmaster_api;
  grant usage on all sequences in schema public to stationmaster_api;
  foreach t in array array['tariff','site','station','connector','token','token_alias','session','sample','frame','tap','command',
    'station_variable','lobby_attempt','happening','operator_user','user_session','invitation','api_key','audit','idempotency_key'] loop
    perform keep_tenants_apart(t);
  end loop;
  grant select on tenant, reading to stationmaster_api;
  revoke update, delete on audit from stationmaster_api;
end $$;
