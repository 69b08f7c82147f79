import type { Allowance, ChargingRight } from '@stationmaster/domain';
import type { Kysely } from 'kysely';
import { batched } from '../db/batched.ts';
import { prepared } from '../db/prepared.ts';
import type { Tables } from '../db/tables.gen.ts';

export interface FoundToken {
  id: number;
  type: string;
  canonical: string;
  automatic: boolean;
  groupId: string | null;
  blocked: boolean;
  validFrom: number | null;
  validUntil: number | null;
  energyTransfer: readonly string[] | null;
  /** Its sessions are paid by its credit. */
  isPrepaid: boolean;
  /** Whose it is; null: a card of nobody we know. */
  driver: FoundDriver | null;
}
export interface FoundDriver {
  id: number;
  companyId: number | null;
  costCentreId: number | null;
  blocked: boolean;
  groups: readonly { id: number; rights: readonly ChargingRight[] }[];
  /** Of those who have limits: the driver, their company, its cost centre. */
  allowances: readonly Allowance[];
}
interface Wanted {
  tenantId: number;
  key: string;
}

const text = `select k.n::int, t.id::float8, t.type, t.canonical, t.automatic, t.group_id, t.blocked, t.energy_transfer, t.prepaid_since is not null as is_prepaid, d.driver,
  (extract(epoch from t.valid_from) * 1000)::float8 as valid_from, (extract(epoch from t.valid_until) * 1000)::float8 as valid_until
from unnest($1::int[], $2::text[]) with ordinality as k (tenant_id, key, n)
join lateral (
  select token.*, false as automatic from token where token.tenant_id = k.tenant_id and token.canonical = k.key
  union all
  select token.*, token_alias.automatic from token_alias join token on token.id = token_alias.token_id
  where token_alias.tenant_id = k.tenant_id and token_alias.alias = k.key
) t on true
left join lateral (
  select jsonb_build_object('id', driver.id, 'companyId', driver.company_id, 'costCentreId', driver.cost_centre_id, 'blocked', driver.blocked,
    'groups', coalesce((select jsonb_agg(jsonb_build_object('id', g.id, 'rights', g.rights) order by g.id)
      from driver_group_member m join driver_group g on g.id = m.group_id where m.driver_id = driver.id), '[]'),
    'allowances', allowances_of(driver)) as driver
  from driver where driver.id = t.driver_id and driver.tenant_id = t.tenant_id
) d on true`;
interface Row {
  n: number;
  id: number;
  type: string;
  canonical: string;
  automatic: boolean;
  group_id: string | null;
  blocked: boolean;
  valid_from: number | null;
  valid_until: number | null;
  energy_transfer: string[] | null;
  is_prepaid: boolean;
  driver: FoundDriver | null;
}

/** A card is held to the reader, then its session starts: the second question is answered from memory. */
const KEPT_MS = 10_000;
const MOST_KEPT = 20_000;

interface Memory {
  ask: (asked: string) => Promise<FoundToken[] | undefined>;
  kept: Map<string, { found: FoundToken[]; until: number }>;
  /** Counts the changes: what was asked before one and is answered after it is not kept. */
  changes: number;
}
const memories = new WeakMap<Kysely<Tables>, Memory>();

/** Every card whose canonical form or alias is `key`. What is asked while a query is under way goes together in the next. */
export function lookUp(db: Kysely<Tables>, { tenantId, key }: Wanted): Promise<FoundToken[]> | FoundToken[] {
  const memory = memoryOf(db);
  const asked = `${tenantId} ${key}`;
  const known = memory.kept.get(asked);
  return known !== undefined && known.until > performance.now() ? known.found : ask(memory, asked);
}

async function ask(memory: Memory, asked: string): Promise<FoundToken[]> {
  const { changes } = memory;
  const found = (await memory.ask(asked)) ?? [];
  // What was spent changes without anybody's doing: it is asked for each time.
  if (changes === memory.changes && found.every(({ driver }) => !driver?.allowances.length)) {
    if (memory.kept.size >= MOST_KEPT) memory.kept.clear();
    memory.kept.set(asked, { found, until: performance.now() + KEPT_MS });
  }
  return found;
}

/** After every committed change of the tenant's data: a card blocked now is refused now. */
export function forgetLookUps(db: Kysely<Tables>): void {
  const memory = memoryOf(db);
  memory.changes += 1;
  memory.kept.clear();
}

function memoryOf(db: Kysely<Tables>): Memory {
  const known = memories.get(db);
  if (known !== undefined) return known;
  const memory: Memory = { ask: batched((asked: string[]) => fetch(db, asked)), kept: new Map(), changes: 0 };
  memories.set(db, memory);
  return memory;
}

async function fetch(db: Kysely<Tables>, asked: string[]): Promise<Map<string, FoundToken[]>> {
  const wanted = asked.map(split);
  const rows = await prepared<Row>(db, {
    name: 'token.lookUp',
    text,
    values: [wanted.map(({ tenantId }) => tenantId), wanted.map(({ key }) => key)],
  });
  const found = new Map<string, FoundToken[]>();
  for (const row of rows) {
    const one = asked[row.n - 1] ?? '';
    found.set(one, [...(found.get(one) ?? []), toFound(row)]);
  }
  return found;
}

function split(asked: string): Wanted {
  const blank = asked.indexOf(' ');
  return { tenantId: Number(asked.slice(0, blank)), key: asked.slice(blank + 1) };
}

function toFound({
  id,
  type,
  canonical,
  automatic,
  group_id,
  blocked,
  valid_from,
  valid_until,
  energy_transfer,
  is_prepaid,
  driver,
}: Row): FoundToken {
  const dates = { validFrom: valid_from, validUntil: valid_until };
  return {
    id,
    type,
    canonical,
    automatic,
    groupId: group_id,
    blocked,
    ...dates,
    energyTransfer: energy_transfer,
    isPrepaid: is_prepaid,
    driver,
  };
}
