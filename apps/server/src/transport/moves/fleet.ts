import type { moveRoutes } from '@stationmaster/contract';
import { type BulkFilter, selectTargets } from '../../commands/bulk-store.ts';
import type { Context } from '../../context.ts';
import type { Call, Output } from '../../http/handler.ts';
import { type Hint, hintsOf, type NotWhy, type Wanted, whyNot } from './able.ts';
import { type MovableRow, selectMovable } from './able-store.ts';

type Db = Parameters<Parameters<Call['tx']>[0]>[0];
/** So many stations are named in a preview. */
const mostNamed = 200;

interface Judged extends MovableRow {
  why: NotWhy | null;
  hints: Hint[];
}
interface Asked extends Wanted {
  filter: BulkFilter;
  now: number;
}

/** The stations of a filter, and of each whether it would go along. */
export async function judged({ gateway }: Pick<Context, 'gateway'>, db: Db, asked: Asked): Promise<Judged[]> {
  const { connected, ...stored } = asked.filter;
  const found = (await selectTargets(db, stored)).filter(
    ({ id }) => connected === undefined || (gateway.peek(id) !== undefined) === connected,
  );
  const rows = await selectMovable(
    db,
    found.map(({ id }) => id),
    asked.now,
  );
  return rows.map((row) => {
    const why = whyNot(row, asked);
    return { ...row, why, hints: why === null ? hintsOf(row, asked) : [] };
  });
}

/** Who goes along, who stays out and why; those that stay out are named first. */
export function previewOf(stations: readonly Judged[], url: string | null): Output<typeof moveRoutes.previewFleetMove> {
  const going = stations.filter(({ why }) => why === null);
  const out = stations.filter(({ why }) => why !== null);
  const count = <K extends string>(names: readonly K[]) =>
    [...Map.groupBy(names, (name) => name)].map(([name, all]) => ({ name, stations: all.length }));
  return {
    total: stations.length,
    going: going.length,
    url,
    leftOut: count(out.flatMap(({ why }) => why ?? [])),
    hints: count(going.flatMap(({ hints }) => hints)),
    stations: [...out, ...going].slice(0, mostNamed).map(({ identity, name, profile, why, hints }) => ({
      stationId: identity,
      name,
      profile: profile as 0 | 1 | 2 | 3,
      why,
      hints,
    })),
  };
}
