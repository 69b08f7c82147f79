// Generated from the migrated database by apps/server/scripts/generate-tables.ts. Do not edit.
import type { ColumnType } from 'kysely';

export type Generated<T> = ColumnType<T, T | undefined, T>;
/** Comes parsed, goes in as JSON text. */
export type Json = ColumnType<unknown, string, string>;

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

export interface MigrationTable {
  name: string;
  checksum: string;
  applied_at: Generated<Date>;
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
  tariff: Json;
  cost: Json;
  total: number | null;
  state: Generated<string>;
  command_id: number | null;
  heard_at: Date;
  demo: Generated<boolean>;
}

export interface SiteTable {
  id: Generated<number>;
  tenant_id: number;
  name: string;
  address: Generated<string>;
  time_zone: string;
  currency: string;
  open_access: boolean;
  tariff_id: number | null;
  demo: Generated<boolean>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
  keep_local_lists: Generated<boolean>;
}

export interface StationTable {
  id: Generated<number>;
  tenant_id: number;
  identity: string;
  name: Generated<string>;
  site_id: number | null;
  tariff_id: number | null;
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

export interface StreamValuesTable {
  station_id: number;
  tenant_id: number;
  stream_id: number;
  at: Date;
  frame_id: number;
  pending: number;
  points: Json;
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
  definition: Json;
  version: Generated<number>;
  archived_at: Date | null;
  demo: Generated<boolean>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
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

export interface UserSessionTable {
  token_hash: Buffer;
  tenant_id: number;
  user_id: number;
  created_at: Date;
  expires_at: Date;
  user_agent: Generated<string>;
  remote_address: Generated<string>;
}

export interface Tables {
  api_key: ApiKeyTable;
  audit: AuditTable;
  bulk_command: BulkCommandTable;
  charging_profile: ChargingProfileTable;
  command: CommandTable;
  connector: ConnectorTable;
  deviation: DeviationTable;
  frame: FrameTable;
  happening: HappeningTable;
  idempotency_key: IdempotencyKeyTable;
  invitation: InvitationTable;
  lobby_attempt: LobbyAttemptTable;
  local_list: LocalListTable;
  local_list_entry: LocalListEntryTable;
  migration: MigrationTable;
  operator_user: OperatorUserTable;
  reservation: ReservationTable;
  sample: SampleTable;
  session: SessionTable;
  site: SiteTable;
  station: StationTable;
  station_event: StationEventTable;
  station_record: StationRecordTable;
  station_variable: StationVariableTable;
  stream_values: StreamValuesTable;
  tap: TapTable;
  tariff: TariffTable;
  tenant: TenantTable;
  token: TokenTable;
  token_alias: TokenAliasTable;
  token_revision: TokenRevisionTable;
  user_session: UserSessionTable;
}
