// Generated from the migrated database by apps/server/scripts/generate-tables.ts. Do not edit.
import type { ColumnType } from 'kysely';

export type Generated<T> = ColumnType<T, T | undefined, T>;
/** Comes parsed, goes in as JSON text. */
export type Json = ColumnType<unknown, string, string>;

export interface AcceptanceBatchTable {
  id: Generated<number>;
  tenant_id: number;
  name: string;
  started_by: string;
  started_at: Date;
}

export interface AcceptanceRunTable {
  id: Generated<number>;
  tenant_id: number;
  station_id: number;
  batch_id: number | null;
  plan: Json;
  status: Generated<string>;
  started_by: string;
  started_at: Date;
  ended_at: Date | null;
}

export interface AcceptanceStepTable {
  run_id: number;
  place: number;
  tenant_id: number;
  name: string;
  status: Generated<string>;
  code: string | null;
  found: Generated<string>;
  data: Generated<string>;
  note: string | null;
  tries: Generated<number>;
  began_at: Date | null;
  ended_at: Date | null;
  evidence: Generated<string>;
}

export interface AlertTable {
  id: Generated<number>;
  tenant_id: number;
  rule_id: number | null;
  kind: string;
  name: string;
  severity: string;
  opened_at: Date;
  joined_at: Date;
  settles_at: Date | null;
  ended_at: Date | null;
  acknowledged_at: Date | null;
  acknowledged_by: string | null;
  note: Generated<string>;
  items: Generated<number>;
  open_items: Generated<number>;
  step: Generated<number>;
  told_at: Date | null;
  told_items: Generated<number>;
  decide_at: Date | null;
}

export interface AlertChannelTable {
  id: Generated<number>;
  tenant_id: number;
  name: string;
  kind: string;
  settings: Generated<string>;
  secret: string | null;
  standard: Generated<boolean>;
  enabled: Generated<boolean>;
  last_ok_at: Date | null;
  last_failed_at: Date | null;
  last_error: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface AlertItemTable {
  id: Generated<number>;
  tenant_id: number;
  alert_id: number;
  rule_id: number | null;
  subject: string;
  station_id: number | null;
  evse_id: Generated<number>;
  connector_id: Generated<number>;
  since: Date;
  opened_at: Date;
  last_at: Date;
  ended_at: Date | null;
  data: Generated<string>;
}

export interface AlertRuleTable {
  id: Generated<number>;
  tenant_id: number;
  name: Generated<string>;
  kind: string;
  enabled: Generated<boolean>;
  severity: string;
  parameters: Generated<string>;
  scope: Generated<string>;
  quiet: Json;
  steps: Generated<string>;
  group_minutes: Generated<number>;
  tell_end: Generated<boolean>;
  builtin: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface ApiKeyTable {
  id: Generated<number>;
  tenant_id: number;
  name: string;
  role: string;
  prefix: string;
  key_hash: Buffer;
  created_by: string;
  created_at: Generated<Date>;
  last_used_at: Date | null;
  expires_at: Date | null;
  revoked_at: Date | null;
}

export interface AuditTable {
  id: Generated<number>;
  tenant_id: number;
  at: Generated<Date>;
  actor: string;
  actor_name: string;
  action: string;
  subject: string;
  detail: Generated<string>;
}

export interface BulkCommandTable {
  id: Generated<number>;
  tenant_id: number;
  verb: string;
  parameters: Json;
  filter: Json;
  wait_seconds: number | null;
  requested_by: string;
  requested_at: Date;
  cancelled_at: Date | null;
  retry_of: number | null;
}

export interface CertificateTable {
  id: Generated<number>;
  tenant_id: number;
  role: string;
  use: string;
  origin: string;
  algorithm: string;
  parent_id: number | null;
  station_id: number | null;
  subject: string;
  serial: string;
  fingerprint: string;
  pem: string;
  chain: Generated<string>;
  names: Generated<string>;
  valid_from: Date;
  valid_to: Date;
  state: string;
  reason: string | null;
  created_at: Date;
  revoked_at: Date | null;
  request_type: string | null;
  request_id: number | null;
  attempts: Generated<number>;
  due_at: Date | null;
  warned_days: number | null;
}

export interface CertificateKeyTable {
  certificate_id: number;
  key_id: string;
  sealed: Buffer;
}

export interface ChargingProfileTable {
  station_id: number;
  id: number;
  tenant_id: number;
  profile: Json;
  command_id: number;
  set_at: Date;
  ended_at: Date | null;
  ended_why: string | null;
}

export interface CommandTable {
  id: Generated<number>;
  tenant_id: number;
  station_id: number;
  verb: string;
  parameters: Generated<string>;
  status: Generated<string>;
  answer: Json;
  reason: string | null;
  requested_by: string;
  requested_at: Generated<Date>;
  sent_at: Date | null;
  answered_at: Date | null;
  confirmed_at: Date | null;
  session_id: number | null;
  expires_at: Date | null;
  bulk_id: number | null;
  effect_by: Date | null;
}

export interface CompanyTable {
  id: Generated<number>;
  tenant_id: number;
  name: string;
  reference: string | null;
  vat_number: Generated<string>;
  address: Generated<string>;
  email: Generated<string>;
  note: Generated<string>;
  limits: Generated<string>;
  demo: Generated<boolean>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

export interface ConfigurationRevisionTable {
  template_id: number;
  revision: number;
  tenant_id: number;
  at: Date;
  author: string;
  change: string;
  definition: Json;
}

export interface ConfigurationRolloutTable {
  id: Generated<number>;
  tenant_id: number;
  filter: Json;
  rules: Json;
  status: Generated<string>;
  reason: string | null;
  started_by: string;
  started_at: Date;
  expires_at: Date;
  ended_at: Date | null;
}

export interface ConfigurationRolloutStationTable {
  rollout_id: number;
  station_id: number;
  tenant_id: number;
  wave: number;
  step: Generated<string>;
  reason: string | null;
  tries: Generated<number>;
  since: Date | null;
  command_id: number | null;
  changes: Generated<string>;
  faulted: Generated<string>;
  updated_at: Date;
}

export interface ConfigurationStateTable {
  station_id: number;
  tenant_id: number;
  state: string;
  drifted: Generated<number>;
  checked_at: Date;
  asked_at: Date | null;
  owed: Generated<boolean>;
  due_at: Date;
  written: Generated<string>;
}

export interface ConfigurationTemplateTable {
  id: Generated<number>;
  tenant_id: number;
  name: string;
  vendor: string | null;
  model: string | null;
  site_id: number | null;
  station_id: number | null;
  entries: Json;
  revision: Generated<number>;
  removed_at: Date | null;
  created_at: Date;
  updated_at: Date;
  updated_by: string;
}

export interface ConnectionInstructionTable {
  id: Generated<number>;
  tenant_id: number;
  name: string;
  vendor: string;
  model: string;
  steps: Json;
  replaces: string | null;
  updated_by: string;
  updated_at: Date;
}

export interface ConnectorTable {
  station_id: number;
  evse_id: number;
  connector_id: number;
  tenant_id: number;
  status: Generated<string>;
  reported: string | null;
  error_code: string | null;
  info: string | null;
  vendor_id: string | null;
  vendor_error_code: string | null;
  status_at: Date | null;
}

export interface ConnectorTroubleTable {
  station_id: number;
  evse_id: number;
  connector_id: number;
  tenant_id: number;
  trouble: string;
  since: Date;
}

export interface CostCentreTable {
  id: Generated<number>;
  tenant_id: number;
  company_id: number;
  name: string;
  reference: string | null;
  limits: Generated<string>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

export interface CreditEntryTable {
  id: Generated<number>;
  tenant_id: number;
  token_id: number;
  at: Date;
  kind: string;
  amount: number;
  currency: string;
  session_id: number | null;
  number: number | null;
  author: string;
  author_name: string;
  reason: Generated<string>;
  reservation_id: number | null;
}

export interface DeviationTable {
  station_id: number;
  tenant_id: number;
  day: number;
  direction: string;
  action: string;
  name: string;
  detail: Generated<string>;
  count: number;
  first_at: Date;
  last_at: Date;
  frame_id: number | null;
}

export interface DriverTable {
  id: Generated<number>;
  tenant_id: number;
  name: string;
  reference: string | null;
  email: Generated<string>;
  language: Generated<string>;
  note: Generated<string>;
  blocked: Generated<boolean>;
  company_id: number | null;
  cost_centre_id: number | null;
  limits: Generated<string>;
  erased_at: Date | null;
  demo: Generated<boolean>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

export interface DriverGroupTable {
  id: Generated<number>;
  tenant_id: number;
  name: string;
  kind: string;
  note: Generated<string>;
  rights: Generated<string>;
  demo: Generated<boolean>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

export interface DriverGroupMemberTable {
  driver_id: number;
  group_id: number;
  tenant_id: number;
}

export interface FileTable {
  id: Generated<number>;
  tenant_id: number;
  key: string;
  name: string;
  content_type: Generated<string>;
  size: number;
  sha256: Buffer;
  md5: Buffer;
  stored_at: Generated<Date>;
}

export interface FileAddressTable {
  id: Generated<number>;
  tenant_id: number;
  token_hash: Buffer;
  purpose: string;
  name: Generated<string>;
  file_id: number | null;
  station_id: number | null;
  subject_id: number | null;
  command_id: number | null;
  max_bytes: number | null;
  created_at: Generated<Date>;
  expires_at: Date;
  requests: Generated<number>;
  bytes: Generated<number>;
  first_at: Date | null;
  last_at: Date | null;
  done_at: Date | null;
  client: string | null;
}

export interface FirmwareTable {
  id: Generated<number>;
  tenant_id: number;
  vendor: string;
  model: Generated<string>;
  version: string;
  reported_version: string;
  file_id: number | null;
  expected_sha256: Buffer | null;
  signature: string | null;
  signing_certificate: string | null;
  signature_fits: boolean | null;
  notes: Generated<string>;
  archived_at: Date | null;
  created_by: string;
  demo: Generated<boolean>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

export interface FirmwareCampaignTable {
  id: Generated<number>;
  tenant_id: number;
  name: string;
  firmware_id: number;
  filter: Json;
  plan: Json;
  state: Generated<string>;
  reason: string | null;
  wave: Generated<number>;
  wave_at: Date;
  retry_of: number | null;
  created_by: string;
  created_at: Generated<Date>;
  ended_at: Date | null;
  demo: Generated<boolean>;
}

export interface FirmwareCampaignStationTable {
  campaign_id: number;
  station_id: number;
  tenant_id: number;
  wave: number;
  direction: Generated<string>;
  state: Generated<string>;
  reason: string | null;
  attempt: Generated<number>;
  is_signed: boolean;
  from_version: string | null;
  faults_before: number | null;
  command_id: number | null;
  sent_at: Date | null;
  heard: string | null;
  heard_at: Date | null;
  since: Date;
  due_at: Date | null;
  was_sent: Generated<boolean>;
}

export interface FirmwareStepTable {
  id: Generated<number>;
  tenant_id: number;
  station_id: number;
  campaign_id: number | null;
  at: Date;
  direction: string;
  state: string;
  reason: string | null;
  attempt: number;
  command_id: number | null;
}

export interface ForwardedMessageTable {
  station_id: number;
  at: Date;
  frame_id: number;
  tenant_id: number;
  direction: string;
  action: string;
  session_id: number | null;
  outcome: string;
  detail: string | null;
  answered_by: string;
  answer: Json;
  differs: Json;
  took_ms: number | null;
  tries: Generated<number>;
}

export interface ForwardedSessionTable {
  session_id: number;
  station_id: number;
  tenant_id: number;
  their_id: number;
}

export interface ForwardingTable {
  station_id: number;
  tenant_id: number;
  url: string;
  identity: string | null;
  password: string | null;
  certificate: string | null;
  certificate_key: string | null;
  authority: string | null;
  answers: string;
  next_answers: string | null;
  by_action: Generated<string>;
  commands: Generated<string>;
  patience_ms: number;
  revision: number;
  since: Date;
  told_frame: Generated<number>;
  told_at: Date;
  accepted: Generated<boolean>;
  connected_at: Date | null;
  disconnected_at: Date | null;
  problem: string | null;
  problem_detail: string | null;
  problem_at: Date | null;
}

export interface FrameTable {
  id: number;
  tenant_id: number;
  station_id: number;
  at: Date;
  direction: string;
  action: string;
  message_id: string;
  request: string;
  answer: string | null;
  answered_at: Date | null;
  outcome: string;
  session_id: number | null;
  command_id: number | null;
  repairs: Json;
}

export interface HappeningTable {
  id: Generated<number>;
  xid: Generated<string>;
  tenant_id: number;
  at: Date;
  kind: string;
  subject: string;
  data: string;
}

export interface HolidayTable {
  id: Generated<number>;
  tenant_id: number;
  site_id: number | null;
  day: string;
  name: Generated<string>;
}

export interface HomeChargerTable {
  id: Generated<number>;
  tenant_id: number;
  station_id: number;
  driver_id: number;
  per_kwh: number;
  currency: string;
  counts: string;
  valid_from: string;
  valid_until: string | null;
  created_at: Generated<Date>;
  created_by: Generated<string>;
}

export interface IdempotencyKeyTable {
  tenant_id: number;
  key: string;
  actor: string;
  fingerprint: string;
  status: number | null;
  response: Json;
  created_at: Generated<Date>;
}

export interface InvitationTable {
  token_hash: Buffer;
  tenant_id: number;
  email: string | null;
  role: string;
  created_at: Date;
  expires_at: Date;
  used_at: Date | null;
}

export interface LobbyAttemptTable {
  id: Generated<number>;
  tenant_id: number;
  key: string;
  identity: string | null;
  path: string;
  remote_address: string;
  offered: Generated<string>;
  user_agent: Generated<string>;
  reason: string;
  said: Json;
  attempts: Generated<number>;
  first_at: Date;
  last_at: Date;
  connected: Generated<boolean>;
  transport: Json;
}

export interface LocalListTable {
  station_id: number;
  tenant_id: number;
  keep: boolean | null;
  state: Generated<string>;
  reason: string | null;
  held_version: number | null;
  told_version: number | null;
  told_at: Date | null;
  left_out: Generated<number>;
  in_step_since: Date | null;
  without: Generated<string>;
  revision: number | null;
  tried_at: Date | null;
  failures: Generated<number>;
  due_at: Date | null;
}

export interface LocalListEntryTable {
  station_id: number;
  tenant_id: number;
  key: string;
  entry: Json;
}

export interface LogFetchTable {
  id: Generated<number>;
  tenant_id: number;
  station_id: number;
  batch_id: number;
  kind: string;
  from_at: Date | null;
  to_at: Date | null;
  state: Generated<string>;
  reason: string | null;
  command_id: number | null;
  requested_by: string;
  requested_at: Date;
  expires_at: Date;
  ended_at: Date | null;
}

export interface LogFileTable {
  id: Generated<number>;
  tenant_id: number;
  station_id: number;
  fetch_id: number | null;
  file_id: number;
  kind: string;
  is_text: boolean;
  received_at: Date;
  keep_until: Date | null;
}

export interface MaintenanceOccurrenceTable {
  window_id: number;
  tenant_id: number;
  starts_at: Date;
  ends_at: Date;
}

export interface MaintenanceWindowTable {
  id: Generated<number>;
  tenant_id: number;
  name: string;
  note: Generated<string>;
  site_id: number | null;
  station_ids: Generated<string>;
  starts_at: Date;
  ends_at: Date;
  repeat: Generated<string>;
  repeat_until: Date | null;
  time_zone: string;
  cancel_reservations: Generated<boolean>;
  suppress_alerts: Generated<boolean>;
  counts_as_uptime: Generated<boolean>;
  created_by: string;
  created_at: Date;
  cancelled_at: Date | null;
}

export interface MeterKeyTable {
  id: Generated<number>;
  tenant_id: number;
  station_id: number;
  evse_id: Generated<number>;
  meter_serial: Generated<string>;
  public_key: string;
  curve: string | null;
  point: string;
  created_at: Date;
  created_by: string;
  revoked_at: Date | null;
  revoked_by: string | null;
}

export interface MigrationTable {
  name: string;
  checksum: string;
  applied_at: Generated<Date>;
}

export interface NotificationTable {
  id: Generated<number>;
  tenant_id: number;
  channel_id: number;
  alert_id: number | null;
  key: string;
  occasion: string;
  content: Json;
  status: Generated<string>;
  attempts: Generated<number>;
  due_at: Date;
  created_at: Date;
  delivered_at: Date | null;
  last_error: string | null;
}

export interface ObservationTable {
  only_row: Generated<boolean>;
  since: Date;
  beat_at: Date;
}

export interface OperatorUserTable {
  id: Generated<number>;
  tenant_id: number;
  email: string;
  name: Generated<string>;
  role: string;
  password_hash: string;
  disabled_at: Date | null;
  last_sign_in_at: Date | null;
  created_at: Generated<Date>;
}

export interface OutageTable {
  id: Generated<number>;
  tenant_id: number;
  station_id: number;
  evse_id: number;
  connector_id: number;
  began_at: Date;
  ended_at: Date | null;
  cause: string;
  error_code: string | null;
  of_station: Generated<boolean>;
  planned_by: string | null;
  command_id: number | null;
}

export interface OutageExclusionTable {
  id: Generated<number>;
  outage_id: number;
  tenant_id: number;
  kind: string;
  from_at: Date | null;
  until_at: Date | null;
  reason: string;
  author: string;
  at: Date;
}

export interface OutboxPlaceTable {
  reader: string;
  xid: string;
  id: string;
}

export interface OutboxReaderTable {
  name: string;
  xid: string;
  id: number;
}

export interface PaymentTable {
  id: Generated<number>;
  tenant_id: number;
  station_id: number;
  identity: string;
  evse_id: Generated<number>;
  reference: string | null;
  way: string;
  settled_by: string;
  provider: string | null;
  state: string;
  currency: string | null;
  held: number | null;
  amount: number | null;
  asked: Generated<string>;
  command_id: number | null;
  session_id: number | null;
  receipt_key: string;
  their_receipt: Json;
  vat: Json;
  info: Generated<string>;
  attempts: Generated<number>;
  due_at: Date | null;
  created_at: Date;
  settled_at: Date | null;
  demo: Generated<boolean>;
}

export interface PortRatingTable {
  station_id: number;
  evse_id: number;
  tenant_id: number;
  rated_w: number;
  author: string;
  at: Date;
}

export interface PriceReductionTable {
  id: Generated<number>;
  tenant_id: number;
  name: string;
  target: string;
  target_id: number;
  evse_id: Generated<number>;
  rule: Json;
  valid_from: Date | null;
  valid_until: Date | null;
  created_at: Generated<Date>;
  created_by: Generated<string>;
}

export interface PriceSeriesTable {
  id: Generated<number>;
  tenant_id: number;
  name: string;
  kind: string;
  currency: string | null;
  time_zone: string;
  source: Json;
  secret: string | null;
  fetched_at: Date | null;
  failed_at: Date | null;
  failure: string | null;
  failures: Generated<number>;
  next_at: Date | null;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

export interface PriceSlotTable {
  series_id: number;
  tenant_id: number;
  starts_at: Date;
  ends_at: Date;
  value: number;
  known_at: Date;
}

export interface PushKeyTable {
  tenant_id: number;
  public_key: string;
  private_key: string;
}

export interface PushSubscriptionTable {
  id: Generated<number>;
  tenant_id: number;
  user_id: number;
  endpoint: string;
  p256dh: string;
  auth: string;
  user_agent: Generated<string>;
  created_at: Date;
}

export interface QualityRuleTable {
  tenant_id: number;
  kind: string;
  action: string;
  most: number | null;
  changed_at: Date;
  changed_by: string;
}

export interface ReportScheduleTable {
  id: Generated<number>;
  tenant_id: number;
  name: string;
  channel_id: number;
  recipients: Json;
  report: Json;
  span: string;
  rhythm: Json;
  format: string;
  language: string;
  enabled: Generated<boolean>;
  next_at: Date | null;
  created_at: Date;
  created_by: string;
  updated_at: Date;
}

export interface ReportSendTable {
  id: Generated<number>;
  tenant_id: number;
  schedule_id: number;
  due_at: Date;
  is_test: Generated<boolean>;
  status: Generated<string>;
  attempts: Generated<number>;
  try_at: Date;
  from_day: string;
  until_day: string;
  recipients: Json;
  sent_at: Date | null;
  error: string | null;
  sessions: number | null;
}

export interface RepricingTable {
  session_id: number;
  tenant_id: number;
  station_id: number;
  asked_at: Date;
}

export interface ReservationTable {
  id: number;
  tenant_id: number;
  station_id: number;
  evse_id: number;
  connector_type: string | null;
  id_token: string;
  id_token_type: string;
  token_id: number | null;
  group_id: string | null;
  status: Generated<string>;
  reason: string | null;
  created_at: Date;
  created_by: string;
  expires_at: Date;
  ended_at: Date | null;
  session_id: number | null;
}

export interface ReservationBillTable {
  reservation_id: number;
  tenant_id: number;
  tariff_version_id: number;
  facts: Json;
  token_id: number | null;
  driver_id: number | null;
  company_id: number | null;
  cost_centre_id: number | null;
  site_id: number | null;
  made_at: Date;
  currency: string;
  outcome: string | null;
  from_at: Date | null;
  until_at: Date | null;
  cost: Json;
  total: number | null;
  priced_at: Date | null;
}

export interface RunbookTable {
  id: Generated<number>;
  tenant_id: number;
  name: Generated<string>;
  enabled: Generated<boolean>;
  kinds: Generated<string>;
  steps: Json;
  may_disturb: Generated<boolean>;
  rest_minutes: Generated<number>;
  builtin: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface RunbookRunTable {
  id: Generated<number>;
  tenant_id: number;
  runbook_id: number | null;
  name: string;
  station_id: number;
  alert_item_id: number | null;
  kind: string;
  steps: Json;
  may_disturb: boolean;
  status: Generated<string>;
  step: Generated<number>;
  command_id: number | null;
  step_at: Date;
  due_at: Date | null;
  log: Generated<string>;
  reason: Generated<string>;
  started_by: string;
  started_at: Date;
  ended_at: Date | null;
}

export interface SampleTable {
  tenant_id: number;
  station_id: number;
  session_id: number;
  evse_id: number;
  at: Date;
  series: number;
  frame_id: number;
  readings: string;
}

export interface ServerDowntimeTable {
  began_at: Date;
  ended_at: Date;
}

export interface SessionTable {
  id: number;
  tenant_id: number;
  station_id: number;
  site_id: number | null;
  evse_id: number;
  connector_id: number | null;
  start_key: string;
  transaction_id: string | null;
  token_id: number | null;
  id_token: string | null;
  id_token_type: string | null;
  status: string;
  charging_state: string | null;
  started_at: Date;
  ended_at: Date | null;
  received_at: Date;
  meter_start_wh: number | null;
  meter_last_wh: number | null;
  meter_stop_wh: number | null;
  energy_wh: Generated<number>;
  last_reading_at: Date | null;
  power_w: number | null;
  soc: number | null;
  stop_reason: string | null;
  stop_id_token: string | null;
  marks: Generated<string>;
  currency: string | null;
  cost: Json;
  total: number | null;
  state: Generated<string>;
  command_id: number | null;
  heard_at: Date;
  demo: Generated<boolean>;
  tariff_version_id: number | null;
  price_facts: Json;
  supply_cost: number | null;
  co2_g: number | null;
  driver_id: number | null;
  company_id: number | null;
  cost_centre_id: number | null;
}

export interface SessionCheckTable {
  session_id: number;
  tenant_id: number;
  station_id: number;
  evse_id: number;
  started_at: Date;
  ended_at: Date;
  outcome: string;
  decided_by: string | null;
  findings: Json;
  suggestion: Json;
  signed_wh: number | null;
  since: Date;
  checked_at: Date;
}

export interface SessionFactTable {
  session_id: number;
  site_id: number | null;
  station_id: number;
  driver_id: number | null;
  company_id: number | null;
  cost_centre_id: number | null;
  tariff_id: number | null;
  began: string;
  energy_mwh: number;
  duration_ms: number;
  idle_ms: number;
  co2_dg: number | null;
  net: number | null;
  tax: number | null;
  gross: number | null;
  supply: number | null;
  tenant_id: number;
  outcome: string;
  currency: string;
}

export interface SessionFactSweepTable {
  only_row: Generated<boolean>;
  below: number | null;
  rounds: Generated<number>;
  ended_at: Date | null;
}

export interface SessionFactZoneTable {
  site_id: number;
  tenant_id: number;
  time_zone: string;
}

export interface SessionRepairTable {
  id: Generated<number>;
  tenant_id: number;
  session_id: number;
  at: Date;
  author: string;
  author_name: string;
  reason: string;
  change: Json;
  reverses: number | null;
}

export interface SignedCheckTable {
  record_id: number;
  tenant_id: number;
  verdict: string;
  origin: string | null;
  key_id: number | null;
  public_key: string | null;
  key_serial: Generated<string>;
  checked_at: Date;
}

export interface SignedRecordTable {
  id: Generated<number>;
  tenant_id: number;
  station_id: number;
  identity: string;
  session_id: number;
  evse_id: number;
  at: Date;
  received_at: Date;
  frame_id: number;
  context: string;
  encoding_method: string | null;
  told_key: string | null;
  text: string;
  digest: Buffer;
  chain: Buffer;
  format: string;
  meter: Generated<string>;
  page_kind: string | null;
  page: number | null;
}

export interface SiteTable {
  id: Generated<number>;
  tenant_id: number;
  name: string;
  address: Generated<string>;
  time_zone: string;
  currency: string;
  open_access: boolean;
  demo: Generated<boolean>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
  keep_local_lists: Generated<boolean>;
}

export interface SpendingTable {
  owner: string;
  owner_id: number;
  day: string;
  currency: string;
  tenant_id: number;
  energy_wh: number;
  total: number;
  sessions: number;
}

export interface StationTable {
  id: Generated<number>;
  tenant_id: number;
  identity: string;
  name: Generated<string>;
  site_id: number | null;
  registration: Generated<string>;
  security_profile: Generated<number>;
  password_hash: Buffer | null;
  previous_password_hash: Buffer | null;
  protocol: string | null;
  vendor: string | null;
  model: string | null;
  serial_number: string | null;
  firmware_version: string | null;
  iccid: string | null;
  imsi: string | null;
  meter_type: string | null;
  meter_serial_number: string | null;
  boot_reason: string | null;
  booted_at: Date | null;
  connected_at: Date | null;
  disconnected_at: Date | null;
  last_heard_at: Date | null;
  clock_skew_ms: number | null;
  call_timeout_ms: Generated<number>;
  remote_address: string | null;
  demo: Generated<boolean>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
  inventory_of: string | null;
  learned_timeout_ms: number | null;
  moving_to: number | null;
  certificate_name: string | null;
  transport: string | null;
}

export interface StationEventTable {
  tenant_id: number;
  station_id: number;
  received_at: Date;
  frame_id: number;
  place: Generated<number>;
  at: Date;
  kind: string;
  severity: number | null;
  evse_id: Generated<number>;
  connector_id: Generated<number>;
  component: Generated<string>;
  variable: Generated<string>;
  type: Generated<string>;
  text: Generated<string>;
  cleared: Generated<boolean>;
  data: Generated<string>;
  acknowledged_at: Date | null;
  acknowledged_by: string | null;
}

export interface StationFirmwareTable {
  id: Generated<number>;
  tenant_id: number;
  station_id: number;
  version: string;
  seen_at: Date;
}

export interface StationRecordTable {
  station_id: number;
  tenant_id: number;
  kind: string;
  key: string;
  evse_id: Generated<number>;
  data: Json;
  at: Date;
  frame_id: number | null;
}

export interface StationVariableTable {
  station_id: number;
  tenant_id: number;
  component: Generated<string>;
  instance: Generated<string>;
  evse_id: Generated<number>;
  connector_id: Generated<number>;
  variable: string;
  variable_instance: Generated<string>;
  value: string | null;
  mutability: Generated<string>;
  updated_at: Date;
  attributes: Generated<string>;
  characteristics: Json;
}

export interface StillMeterTable {
  session_id: number;
  tenant_id: number;
  energy_wh: number;
  since: Date;
}

export interface StreamValuesTable {
  station_id: number;
  tenant_id: number;
  stream_id: number;
  at: Date;
  frame_id: number;
  pending: number;
  points: Json;
}

export interface SupplyRateTable {
  id: Generated<number>;
  tenant_id: number;
  site_id: number | null;
  currency: string;
  price: number;
  recipe: Json;
  co2_series: string | null;
  co2_g: number | null;
  valid_from: Date;
  created_at: Generated<Date>;
}

export interface TapTable {
  tenant_id: number;
  station_id: number;
  evse_id: number | null;
  at: Date;
  id_token: string;
  id_token_type: string | null;
  token_id: number | null;
  purpose: string;
  status: string;
  reason: string;
  session_id: number | null;
  frame_id: number;
}

export interface TariffTable {
  id: Generated<number>;
  tenant_id: number;
  name: string;
  currency: string;
  version: Generated<number>;
  archived_at: Date | null;
  demo: Generated<boolean>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

export interface TariffAssignmentTable {
  id: Generated<number>;
  tenant_id: number;
  tariff_id: number;
  target: string;
  target_id: number;
  evse_id: Generated<number>;
  valid_from: Date | null;
  valid_until: Date | null;
  demo: Generated<boolean>;
  created_at: Generated<Date>;
  created_by: Generated<string>;
}

export interface TariffSimulationTable {
  id: Generated<number>;
  tenant_id: number;
  tariff: Json;
  from_at: Date;
  until_at: Date;
  site_id: number | null;
  tariff_id: number | null;
  status: Generated<string>;
  total: number;
  done: Generated<number>;
  next_id: number | null;
  tally: Json;
  created_at: Date;
  created_by: string;
  ended_at: Date | null;
  station_ids: Generated<string>;
}

export interface TariffVersionTable {
  id: Generated<number>;
  tenant_id: number;
  tariff_id: number;
  version: number;
  definition: Json;
  created_at: Generated<Date>;
  created_by: Generated<string>;
}

export interface TenantTable {
  id: Generated<number>;
  slug: string;
  name: string;
  created_at: Generated<Date>;
}

export interface TokenTable {
  id: Generated<number>;
  tenant_id: number;
  value: string;
  canonical: string;
  type: Generated<string>;
  group_id: string | null;
  driver_name: Generated<string>;
  note: Generated<string>;
  blocked: Generated<boolean>;
  valid_from: Date | null;
  valid_until: Date | null;
  demo: Generated<boolean>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
  energy_transfer: string | null;
  driver_id: number | null;
  vehicle_id: number | null;
  prepaid_since: Date | null;
}

export interface TokenAliasTable {
  tenant_id: number;
  alias: string;
  token_id: number;
  automatic: Generated<boolean>;
}

export interface TokenRevisionTable {
  tenant_id: number;
  revision: number;
}

export interface ToldTariffTable {
  station_id: number;
  evse_id: number;
  tenant_id: number;
  tariff_version_id: number | null;
  outcome: string;
  reason: string | null;
  told_at: Date;
}

export interface TransportFleetMoveTable {
  id: Generated<number>;
  tenant_id: number;
  to_profile: number;
  filter: Json;
  at_once: number;
  requested_by: string;
  requested_at: Date;
  cancelled_at: Date | null;
}

export interface TransportMoveTable {
  id: Generated<number>;
  tenant_id: number;
  station_id: number;
  fleet_id: number | null;
  from_profile: number;
  to_profile: number;
  step: string;
  status: string;
  reason: string | null;
  url: string;
  slot: number | null;
  before: Json;
  log: Generated<string>;
  wait_seconds: number;
  requested_by: string;
  requested_at: Date;
  step_at: Date;
  due_at: Date;
  claimed_until: Date | null;
  ended_at: Date | null;
  options: Generated<string>;
}

export interface UserSessionTable {
  token_hash: Buffer;
  tenant_id: number;
  user_id: number;
  created_at: Date;
  expires_at: Date;
  user_agent: Generated<string>;
  remote_address: Generated<string>;
}

export interface VehicleTable {
  id: Generated<number>;
  tenant_id: number;
  driver_id: number;
  make: Generated<string>;
  model: Generated<string>;
  plate: Generated<string>;
  evcc_id: string | null;
  battery_wh: number | null;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

export interface VoucherCampaignTable {
  id: Generated<number>;
  tenant_id: number;
  name: string;
  rule: Json;
  size: number;
  currency: string | null;
  target: string;
  target_id: number;
  evse_id: Generated<number>;
  valid_from: Date | null;
  valid_until: Date | null;
  is_shared: boolean;
  most_redeemed: number | null;
  most_each: Generated<number>;
  for_guests: boolean;
  stopped_at: Date | null;
  created_at: Generated<Date>;
  created_by: Generated<string>;
}

export interface VoucherCodeTable {
  id: Generated<number>;
  tenant_id: number;
  campaign_id: number;
  hash: Buffer;
  hint: string;
}

export interface VoucherRedemptionTable {
  id: Generated<number>;
  tenant_id: number;
  campaign_id: number;
  code_id: number;
  driver_id: number | null;
  token_id: number | null;
  payment_id: number | null;
  redeemed_at: Date;
  redeemed_by: string;
}

export interface VoucherUseTable {
  id: Generated<number>;
  tenant_id: number;
  redemption_id: number;
  station_id: number;
  start_key: string;
  session_id: number;
  at: Date;
  reserved: number;
  used: number | null;
  amount: Generated<number>;
  currency: string | null;
}

export interface WebPaymentTable {
  station_id: number;
  tenant_id: number;
  secret: string;
  length: number;
  validity_seconds: number;
  changed_at: Date;
  changed_by: string;
  symbols: Generated<number>;
}

export interface Tables {
  acceptance_batch: AcceptanceBatchTable;
  acceptance_run: AcceptanceRunTable;
  acceptance_step: AcceptanceStepTable;
  alert: AlertTable;
  alert_channel: AlertChannelTable;
  alert_item: AlertItemTable;
  alert_rule: AlertRuleTable;
  api_key: ApiKeyTable;
  audit: AuditTable;
  bulk_command: BulkCommandTable;
  certificate: CertificateTable;
  certificate_key: CertificateKeyTable;
  charging_profile: ChargingProfileTable;
  command: CommandTable;
  company: CompanyTable;
  configuration_revision: ConfigurationRevisionTable;
  configuration_rollout: ConfigurationRolloutTable;
  configuration_rollout_station: ConfigurationRolloutStationTable;
  configuration_state: ConfigurationStateTable;
  configuration_template: ConfigurationTemplateTable;
  connection_instruction: ConnectionInstructionTable;
  connector: ConnectorTable;
  connector_trouble: ConnectorTroubleTable;
  cost_centre: CostCentreTable;
  credit_entry: CreditEntryTable;
  deviation: DeviationTable;
  driver: DriverTable;
  driver_group: DriverGroupTable;
  driver_group_member: DriverGroupMemberTable;
  file: FileTable;
  file_address: FileAddressTable;
  firmware: FirmwareTable;
  firmware_campaign: FirmwareCampaignTable;
  firmware_campaign_station: FirmwareCampaignStationTable;
  firmware_step: FirmwareStepTable;
  forwarded_message: ForwardedMessageTable;
  forwarded_session: ForwardedSessionTable;
  forwarding: ForwardingTable;
  frame: FrameTable;
  happening: HappeningTable;
  holiday: HolidayTable;
  home_charger: HomeChargerTable;
  idempotency_key: IdempotencyKeyTable;
  invitation: InvitationTable;
  lobby_attempt: LobbyAttemptTable;
  local_list: LocalListTable;
  local_list_entry: LocalListEntryTable;
  log_fetch: LogFetchTable;
  log_file: LogFileTable;
  maintenance_occurrence: MaintenanceOccurrenceTable;
  maintenance_window: MaintenanceWindowTable;
  meter_key: MeterKeyTable;
  migration: MigrationTable;
  notification: NotificationTable;
  observation: ObservationTable;
  operator_user: OperatorUserTable;
  outage: OutageTable;
  outage_exclusion: OutageExclusionTable;
  outbox_place: OutboxPlaceTable;
  outbox_reader: OutboxReaderTable;
  payment: PaymentTable;
  port_rating: PortRatingTable;
  price_reduction: PriceReductionTable;
  price_series: PriceSeriesTable;
  price_slot: PriceSlotTable;
  push_key: PushKeyTable;
  push_subscription: PushSubscriptionTable;
  quality_rule: QualityRuleTable;
  report_schedule: ReportScheduleTable;
  report_send: ReportSendTable;
  repricing: RepricingTable;
  reservation: ReservationTable;
  reservation_bill: ReservationBillTable;
  runbook: RunbookTable;
  runbook_run: RunbookRunTable;
  sample: SampleTable;
  server_downtime: ServerDowntimeTable;
  session: SessionTable;
  session_check: SessionCheckTable;
  session_fact: SessionFactTable;
  session_fact_sweep: SessionFactSweepTable;
  session_fact_zone: SessionFactZoneTable;
  session_repair: SessionRepairTable;
  signed_check: SignedCheckTable;
  signed_record: SignedRecordTable;
  site: SiteTable;
  spending: SpendingTable;
  station: StationTable;
  station_event: StationEventTable;
  station_firmware: StationFirmwareTable;
  station_record: StationRecordTable;
  station_variable: StationVariableTable;
  still_meter: StillMeterTable;
  stream_values: StreamValuesTable;
  supply_rate: SupplyRateTable;
  tap: TapTable;
  tariff: TariffTable;
  tariff_assignment: TariffAssignmentTable;
  tariff_simulation: TariffSimulationTable;
  tariff_version: TariffVersionTable;
  tenant: TenantTable;
  token: TokenTable;
  token_alias: TokenAliasTable;
  token_revision: TokenRevisionTable;
  told_tariff: ToldTariffTable;
  transport_fleet_move: TransportFleetMoveTable;
  transport_move: TransportMoveTable;
  user_session: UserSessionTable;
  vehicle: VehicleTable;
  voucher_campaign: VoucherCampaignTable;
  voucher_code: VoucherCodeTable;
  voucher_redemption: VoucherRedemptionTable;
  voucher_use: VoucherUseTable;
  web_payment: WebPaymentTable;
}
