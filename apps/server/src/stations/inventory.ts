import { sql } from 'kysely';
import { ownCommand } from '../commands/own-command.ts';
import type { Context } from '../context.ts';
import type { StationState } from './state.ts';

/** Milliseconds over which stations that all came at once are asked, one after another. */
const spread = 120_000;

/** So long after its boot this station is asked. */
export const inventoryAfter = ({ id }: Pick<StationState, 'id'>): number => 30_000 + ((id * 1000) % spread);

/**
 * Asks a 2.x station once for everything it is made of, and again when its model or firmware is another. (2.x B07) It is
 * remembered before it is asked: a station that restarts because of it is not asked again.
 */
export async function askForInventory(context: Parameters<typeof ownCommand>[0], state: StationState): Promise<void> {
  if (state.version === 'ocpp1.6' || state.phase !== 'accepted') return;
  if (await isNewInventory(context, state.id)) await ownCommand(context, state, { verb: 'readBaseReport', reportBase: 'FullInventory' });
}

async function isNewInventory({ db }: Pick<Context, 'db'>, id: number): Promise<boolean> {
  const now = sql`concat_ws(' ', vendor, model, firmware_version)`;
  const { rows } =
    await sql`update station set inventory_of = ${now} where id = ${id} and inventory_of is distinct from ${now} returning id`.execute(db);
  return rows.length > 0;
}
