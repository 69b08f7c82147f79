import { campaignPlan } from '@stationmaster/contract';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { tariffBody } from './route-bodies.ts';

interface Seed {
  db: Kysely<Tables>;
  /** Ids, by the parameter of a path that names them. */
  foreign: Record<string, string>;
  idOf: (statement: ReturnType<typeof sql<{ id: number }>>) => Promise<string>;
}

/** Rows of tenant 2, whose names say secret; by the parameter of a path that names them. For tests. */
export async function seedOtherTenant(db: Kysely<Tables>): Promise<Record<string, string>> {
  const seed: Seed = { db, foreign: {}, idOf: async (statement) => String((await statement.execute(db)).rows[0]?.id) };
  const station = await places(seed);
  await payers(seed, station);
  await doings(seed, station);
  await upkeep(seed, station);
  return seed.foreign;
}

/** Places, prices, cards, and the station; its row id. */
async function places({ foreign, idOf }: Seed): Promise<number> {
  foreign['siteId'] = await idOf(
    sql`insert into site (tenant_id, name, time_zone, currency, open_access) values (2, 'secret-place', 'UTC', 'EUR', true) returning id`,
  );
  foreign['tariffId'] = await idOf(
    sql`with made as (insert into tariff (tenant_id, name, currency) values (2, 'secret-price', 'EUR') returning id)
      insert into tariff_version (tenant_id, tariff_id, version, definition) select 2, id, 1, ${JSON.stringify({ ...tariffBody, name: 'secret-price', taxIncluded: true, elements: [{ priceComponents: [{ type: 'ENERGY', price: '0.39', stepSize: 1 }] }] })}::jsonb from made returning tariff_id as id`,
  );
  foreign['assignmentId'] = await idOf(
    sql`insert into tariff_assignment (tenant_id, tariff_id, target, target_id, created_by) values (2, ${Number(foreign['tariffId'])}, 'tenant', 2, 'secret-actor') returning id`,
  );
  foreign['seriesId'] = await idOf(
    sql`insert into price_series (tenant_id, name, kind, currency, time_zone, source) values (2, 'secret-series', 'price', 'EUR', 'UTC', '{"kind":"upload"}') returning id`,
  );
  foreign['rateId'] = await idOf(
    sql`insert into supply_rate (tenant_id, currency, price, co2_series, valid_from) values (2, 'EUR', 0.1, 'secret-co2', now()) returning id`,
  );
  foreign['simulationId'] = await idOf(
    sql`insert into tariff_simulation (tenant_id, tariff, from_at, until_at, total, tally, created_at, created_by, status) values (2, ${JSON.stringify({ ...tariffBody, name: 'secret-simulation' })}::jsonb, now(), now(), 0, '{"before":"0","after":"0","more":{"sessions":0,"amount":"0"},"less":{"sessions":0,"amount":"0"},"same":0,"unpriced":0,"cards":{},"sites":{}}', now(), 'secret-actor', 'done') returning id`,
  );
  foreign['reductionId'] = await idOf(
    sql`insert into price_reduction (tenant_id, name, target, target_id, rule) values (2, 'secret-reduction', 'tenant', 2, '{"kind":"amount","amount":"1"}') returning id`,
  );
  foreign['voucherCampaignId'] = await idOf(
    sql`insert into voucher_campaign (tenant_id, name, rule, size, target, target_id, is_shared, for_guests) values (2, 'secret-voucher', '{"kind":"percent","percent":"1"}', 1, 'tenant', 2, true, true) returning id`,
  );
  await idOf(
    sql`with code as (insert into voucher_code (tenant_id, campaign_id, hash, hint) values (2, ${Number(foreign['voucherCampaignId'])}, '\\x00', 'SECRET') returning id)
      insert into voucher_redemption (tenant_id, campaign_id, code_id, driver_id, redeemed_at, redeemed_by) select 2, ${Number(foreign['voucherCampaignId'])}, id, 1, now(), '' from code returning id`,
  );
  foreign['instructionId'] = await idOf(
    sql`insert into connection_instruction (tenant_id, name, vendor, model, steps, updated_by, updated_at) values (2, 'secret-maker', '', '', '{"en":["secret-step"],"de":[]}', 'secret-actor', now()) returning id`,
  );
  foreign['holidayId'] = await idOf(sql`insert into holiday (tenant_id, day, name) values (2, '2026-12-25', 'secret-day') returning id`);
  foreign['tokenId'] = await idOf(
    sql`insert into token (tenant_id, value, canonical, driver_name) values (2, 'SECRETCARD', 'SECRETCARD', 'secret-driver') returning id`,
  );
  const station = Number(
    await idOf(
      sql`insert into station (tenant_id, identity, name, site_id) values (2, 'SECRET-CP', 'secret-box', ${Number(foreign['siteId'])}) returning id`,
    ),
  );
  foreign['stationId'] = 'SECRET-CP';
  foreign['paymentId'] = await idOf(
    sql`insert into payment (tenant_id, station_id, identity, reference, way, settled_by, state, receipt_key, created_at) values (2, ${station}, 'SECRET-CP', 'secret-reference', 'kiosk', 'kiosk', 'held', 'secret-receipt', now()) returning id`,
  );
  return station;
}

/** Who charges and who pays. */
async function payers({ db, foreign, idOf }: Seed, station: number): Promise<void> {
  foreign['companyId'] = await idOf(sql`insert into company (tenant_id, name) values (2, 'secret-company') returning id`);
  foreign['costCentreId'] = await idOf(
    sql`insert into cost_centre (tenant_id, company_id, name) values (2, ${Number(foreign['companyId'])}, 'secret-centre') returning id`,
  );
  foreign['driverId'] = await idOf(
    sql`insert into driver (tenant_id, name, email, company_id) values (2, 'secret-driver', 'secret-driver@example.org', ${Number(foreign['companyId'])}) returning id`,
  );
  const driver = Number(foreign['driverId']);
  foreign['groupId'] = await idOf(sql`insert into driver_group (tenant_id, name, kind) values (2, 'secret-group', 'guests') returning id`);
  foreign['vehicleId'] = await idOf(
    sql`insert into vehicle (tenant_id, driver_id, plate) values (2, ${driver}, 'secret-plate') returning id`,
  );
  foreign['homeChargerId'] = await idOf(
    sql`insert into home_charger (tenant_id, station_id, driver_id, per_kwh, currency, counts, valid_from) values (2, ${station}, ${driver}, 0.3, 'EUR', 'all', '2000-01-01') returning id`,
  );
  await sql`insert into spending (tenant_id, owner, owner_id, day, currency, energy_wh, total, sessions) values (2, 'driver', ${driver}, '2026-01-01', 'EUR', 1, 1, 1)`.execute(
    db,
  );
}

async function doings({ db, foreign, idOf }: Seed, station: number): Promise<void> {
  foreign['sessionId'] =
    await idOf(sql`insert into session (id, tenant_id, station_id, evse_id, start_key, status, started_at, received_at, heard_at, id_token)
    values (900001, 2, ${station}, 1, 'k', 'active', now(), now(), now(), 'secret-token') returning id`);
  await sql`insert into session_check (session_id, tenant_id, station_id, evse_id, started_at, ended_at, outcome, findings, since, checked_at) values (900001, 2, ${station}, 1, now(), now(), 'hold', '[]', now(), now())`.execute(
    db,
  );
  foreign['commandId'] = await idOf(
    sql`insert into command (tenant_id, station_id, verb, requested_by) values (2, ${station}, 'reset', 'secret-actor') returning id`,
  );
  await sql`insert into reservation (id, tenant_id, station_id, evse_id, id_token, id_token_type, created_at, created_by, expires_at) values (${Number(foreign['commandId'])}, 2, ${station}, 1, 'secret-card', 'Central', now(), 'secret-actor', now())`.execute(
    db,
  );
  foreign['reservationId'] = foreign['commandId'];
  await sql`insert into reservation_bill (reservation_id, tenant_id, tariff_version_id, facts, made_at, currency, outcome, total, cost)
    select ${Number(foreign['commandId'])}, 2, id, '{}', now(), 'EUR', 'expired', 5, '{"lines": [{"name": "secret-line"}]}' from tariff_version where tenant_id = 2 limit 1`.execute(
    db,
  );
  foreign['firmwareId'] = await idOf(
    sql`insert into firmware (tenant_id, vendor, version, reported_version, created_by) values (2, 'secret-maker', '1', '1', 'secret-actor') returning id`,
  );
  foreign['campaignId'] = await idOf(
    sql`insert into firmware_campaign (tenant_id, name, firmware_id, filter, plan, wave_at, created_by) values (2, 'secret-campaign', ${Number(foreign['firmwareId'])}, '{}', ${JSON.stringify(campaignPlan.parse({}))}::jsonb, now(), 'secret-actor') returning id`,
  );
  foreign['fetchId'] = await idOf(
    sql`insert into log_fetch (tenant_id, station_id, batch_id, kind, requested_by, requested_at, expires_at) values (2, ${station}, 1, 'diagnostics', 'secret-actor', now(), now() + interval '1 day') returning id`,
  );
  const file = await idOf(
    sql`insert into file (tenant_id, key, name, size, sha256, md5) values (2, 'no/where', 'secret-log', 1, '\\x00', '\\x00') returning id`,
  );
  foreign['logId'] = await idOf(
    sql`insert into log_file (tenant_id, station_id, file_id, kind, is_text, received_at) values (2, ${station}, ${Number(file)}, 'diagnostics', true, now()) returning id`,
  );
  foreign['certificateId'] = await idOf(
    sql`insert into certificate (tenant_id, role, use, origin, algorithm, subject, serial, fingerprint, pem, valid_from, valid_to, state, created_at)
      values (2, 'root', 'mo', 'imported', 'ec256', 'CN=secret-root', '1', 'f', 'secret-pem', now(), now(), 'active', now()) returning id`,
  );
  foreign['fleetId'] = await idOf(
    sql`insert into transport_fleet_move (tenant_id, to_profile, filter, at_once, requested_by, requested_at) values (2, 2, '{}', 1, 'secret-actor', now()) returning id`,
  );
  foreign['moveId'] = await idOf(
    sql`insert into transport_move (tenant_id, station_id, from_profile, to_profile, step, status, url, wait_seconds, requested_by, requested_at, step_at, due_at, ended_at)
      values (2, ${station}, 1, 2, 'end', 'done', 'wss://secret', 60, 'secret-actor', now(), now(), now(), now()) returning id`,
  );
  foreign['attemptId'] =
    await idOf(sql`insert into lobby_attempt (tenant_id, key, identity, path, remote_address, reason, first_at, last_at)
    values (2, 'k', 'SECRET-LOBBY', '/ocpp/SECRET-LOBBY', '10.0.0.1', 'unknownStation', now(), now()) returning id`);
}

async function upkeep({ db, foreign, idOf }: Seed, station: number): Promise<void> {
  foreign['userId'] = await idOf(
    sql`insert into operator_user (tenant_id, email, name, role, password_hash) values (2, 'secret@example.org', 'secret-user', 'viewer', 'x') returning id`,
  );
  foreign['templateId'] = await idOf(
    sql`insert into configuration_template (tenant_id, name, entries, created_at, updated_at, updated_by) values (2, 'secret-template', '[]', now(), now(), 'secret-author') returning id`,
  );
  foreign['revision'] = '1';
  foreign['evseId'] = '1';
  foreign['batchId'] = await idOf(
    sql`insert into acceptance_batch (tenant_id, name, started_by, started_at) values (2, 'secret-batch', 'secret-author', now()) returning id`,
  );
  foreign['runId'] = await idOf(
    sql`insert into acceptance_run (tenant_id, station_id, plan, status, started_by, started_at) values (2, ${station}, '{}', 'passed', 'secret-author', now()) returning id`,
  );
  foreign['place'] = '0';
  await sql`insert into acceptance_step (run_id, place, tenant_id, name) values (${Number(foreign['runId'])}, 0, 2, 'boot')`.execute(db);
  foreign['outageId'] = await idOf(
    sql`insert into outage (tenant_id, station_id, evse_id, connector_id, began_at, cause, planned_by) values (2, ${station}, 1, 1, now(), 'faulted', 'secret-author') returning id`,
  );
  foreign['exclusionId'] = await idOf(
    sql`insert into outage_exclusion (outage_id, tenant_id, kind, reason, author, at) values (${Number(foreign['outageId'])}, 2, 'vandalism', 'secret-reason', 'secret-author', now()) returning id`,
  );
  await sql`insert into configuration_revision (template_id, revision, tenant_id, at, author, change, definition) values (${Number(foreign['templateId'])}, 1, 2, now(), 'secret-author', 'created', '{}')`.execute(
    db,
  );
  foreign['rolloutId'] = await idOf(
    sql`insert into configuration_rollout (tenant_id, filter, rules, status, started_by, started_at, expires_at) values (2, '{}', '{}', 'done', 'secret-author', now(), now()) returning id`,
  );
  foreign['channelId'] = await idOf(
    sql`insert into alert_channel (tenant_id, name, kind, settings, created_at, updated_at) values (2, 'secret-channel', 'push', '{"kind":"push"}', now(), now()) returning id`,
  );
  foreign['ruleId'] = await idOf(
    sql`insert into alert_rule (tenant_id, name, kind, severity, created_at, updated_at) values (2, 'secret-rule', 'offline', 'info', now(), now()) returning id`,
  );
  foreign['alertId'] = await idOf(
    sql`insert into alert (tenant_id, rule_id, kind, name, severity, opened_at, joined_at) values (2, ${Number(foreign['ruleId'])}, 'offline', 'secret-alert', 'info', now(), now()) returning id`,
  );
  await sql`insert into alert_item (tenant_id, alert_id, rule_id, subject, since, opened_at, last_at) values (2, ${Number(foreign['alertId'])}, ${Number(foreign['ruleId'])}, 'secret-item', now(), now(), now())`.execute(
    db,
  );
  foreign['notificationId'] = await idOf(
    sql`insert into notification (tenant_id, channel_id, key, occasion, content, status, due_at, created_at, last_error) values (2, ${Number(foreign['channelId'])}, 'k', 'opened', '{}', 'failed', now(), now(), 'secret-error') returning id`,
  );
  foreign['windowId'] = await idOf(
    sql`insert into maintenance_window (tenant_id, name, starts_at, ends_at, time_zone, created_by, created_at) values (2, 'secret-window', now(), now() + interval '1 hour', 'UTC', 'x', now()) returning id`,
  );
  await sql`insert into maintenance_occurrence (window_id, tenant_id, starts_at, ends_at) values (${Number(foreign['windowId'])}, 2, now(), now() + interval '1 hour')`.execute(
    db,
  );
  foreign['runbookId'] = await idOf(
    sql`insert into runbook (tenant_id, name, enabled, steps, created_at, updated_at) values (2, 'secret-recipe', false, '[]', now(), now()) returning id`,
  );
  foreign['runId'] = await idOf(
    sql`insert into runbook_run (tenant_id, runbook_id, name, station_id, kind, steps, may_disturb, status, step_at, started_by, started_at) values (2, ${Number(foreign['runbookId'])}, 'secret-run', ${station}, '', '[]', false, 'gaveUp', now(), 'x', now()) returning id`,
  );
  foreign['keyId'] = await idOf(sql`select id from api_key where tenant_id = 2`);
  await sql`insert into audit (tenant_id, actor, actor_name, action, subject) values (2, 'system', 'secret-auditor', 'x', 'secret-subject')`.execute(
    db,
  );
  await sql`insert into station_event (tenant_id, station_id, received_at, frame_id, at, kind, text) values (2, ${station}, now(), 1, now(), 'event', 'secret-event')`.execute(
    db,
  );
  await sql`insert into forwarding (tenant_id, station_id, url, answers, patience_ms, revision, since, told_at) values (2, ${station}, 'wss://secret-back-end/', 'us', 1000, 1, now(), now())`.execute(
    db,
  );
  await sql`insert into station_record (tenant_id, station_id, kind, key, data, at) values (2, ${station}, 'displayMessage', '1', '{"text":"secret-message"}', now())`.execute(
    db,
  );
  await sql`insert into tap (tenant_id, station_id, at, id_token, purpose, status, reason, frame_id) values (2, ${station}, now(), 'secret-tap', 'authorize', 'Invalid', 'unknown', 1)`.execute(
    db,
  );
}
