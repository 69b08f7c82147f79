import { type ChargingRight, isAlwaysAllowed, type ListableToken } from '@stationmaster/domain';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

type Db = Kysely<Tables>;
type Card = ListableToken & { id: number };
interface CardRow extends Card {
  /** Of spending, or of a prepaid card's credit. */
  hasLimits: boolean;
  groups: { rights: ChargingRight[] }[];
}

/**
 * Every card of a tenant that a station at this site may decide on alone, in the order they were made. A station knows no hours
 * and no limits: a card that may not always charge there is left out, and asked about each time.
 */
export async function selectCards(
  db: Db,
  { tenant_id: tenantId, site_id: siteId }: { tenant_id: number; site_id: number | null },
): Promise<Card[]> {
  const { rows } =
    await sql<CardRow>`select token.id::float8 as id, value, type, group_id as "groupId", token.blocked or coalesce(d.blocked, false) as blocked, (extract(epoch from valid_from) * 1000)::float8 as "validFrom",
      (extract(epoch from valid_until) * 1000)::float8 as "validUntil", array(select alias from token_alias a where a.token_id = token.id and not automatic order by alias) as aliases, null as "lastUsedAt",
      coalesce(jsonb_array_length(d.limits) + coalesce(jsonb_array_length(c.limits), 0) + coalesce(jsonb_array_length(cc.limits), 0) > 0, false) or token.prepaid_since is not null as "hasLimits",
      case when d.id is null then '[]' else coalesce((select jsonb_agg(jsonb_build_object('rights', g.rights)) from driver_group_member m join driver_group g on g.id = m.group_id
        where m.driver_id = d.id), '[]') end as groups
    from token left join driver d on d.id = token.driver_id left join company c on c.id = d.company_id left join cost_centre cc on cc.id = d.cost_centre_id
    where token.tenant_id = ${tenantId} order by token.id`.execute(db);
  return rows.filter(({ blocked, hasLimits, groups }) => blocked || (!hasLimits && isAlwaysAllowed(groups, siteId)));
}

/** When each was last held to a reader; asked for only where not all cards find room. */
export async function withLastUse(db: Db, cards: readonly Card[]): Promise<Card[]> {
  const { rows } = await sql<{
    id: number;
    at: Date;
  }>`select v.id::float8 as id, last.at from unnest(${cards.map(({ id }) => id)}::bigint[]) as v (id)
    join lateral (select at from tap where tap.token_id = v.id order by at desc limit 1) last on true`.execute(db);
  const used = new Map(rows.map(({ id, at }) => [id, at.getTime()]));
  return cards.map((card) => ({ ...card, lastUsedAt: used.get(card.id) ?? null }));
}

/** Of a station's list: entries that fit, entries and bytes a message, and whether it is switched on. null: not told. */
export interface ListSettings {
  most: number | null;
  items: number;
  bytes: number | null;
  isEnabled: boolean | null;
  isKnown: boolean;
}
interface SettingRow {
  name: string;
  value: string | null;
  most: number | null;
}
/** What a station that does not tell is trusted to take in one message. */
const usualItems = 50;
const names = [
  'sendlocallistmaxlength',
  'localauthlistmaxlength',
  'localauthlistenabled',
  'itemspermessage',
  'bytespermessage',
  'entries',
  'enabled',
  'available',
];

/** [16 §9.2, P2 appendix 3.1 LocalAuthListCtrlr] The most that fits is a 1.6 key, in 2.x the limit of the number there are. */
export async function findListSettings(db: Db, stationId: number): Promise<ListSettings> {
  const { rows } =
    await sql<SettingRow>`select lower(variable) as name, value, (characteristics ->> 'maxLimit')::float8 as most from station_variable
    where station_id = ${stationId} and lower(component) in ('', 'localauthlistctrlr') and lower(variable) = any(${names}::text[]) and evse_id = 0`.execute(
      db,
    );
  const of = (name: string) => rows.find((row) => row.name === name);
  const number = (...all: string[]): number | null => {
    const found = all.map((name) => Number(of(name)?.value ?? Number.NaN)).find((value) => Number.isInteger(value) && value > 0);
    return found ?? null;
  };
  const switches = ['localauthlistenabled', 'enabled', 'available'].flatMap((name) => of(name)?.value?.toLowerCase() ?? []);
  return {
    most: number('localauthlistmaxlength') ?? of('entries')?.most ?? null,
    items: number('sendlocallistmaxlength', 'itemspermessage') ?? usualItems,
    bytes: number('bytespermessage'),
    isEnabled: switches.length === 0 ? null : !switches.includes('false'),
    isKnown: number('sendlocallistmaxlength', 'itemspermessage') !== null,
  };
}
