import { ownCommand } from '../commands/own-command.ts';
import type { Context } from '../context.ts';
import type { StationRow } from './campaign-store.ts';

/** A station that restarts does so by then. */
const restartsWithin = 20_000;

/**
 * Some stations say Installed and go on without a restart: they tell their version only when they are asked to introduce themselves. Each is asked once an update; what it
 * says is read like any boot.
 */
export function createVersionAsker(context: Context): (tenantId: number, stations: readonly StationRow[], now: number) => void {
  const asked = new Set<number>();
  return (tenantId, stations, now) => {
    for (const { state, told_phase, told_at, booted_at, command_id, identity, station_id } of stations) {
      if (state !== 'following' || told_phase !== 'done' || told_at === null || command_id === null || asked.has(command_id)) continue;
      const hasRestarted = booted_at !== null && booted_at > told_at;
      if (hasRestarted || now - told_at.getTime() < restartsWithin || context.gateway.peek(station_id) === undefined) continue;
      asked.add(command_id);
      ownCommand(context, { identity, tenantId }, { verb: 'trigger', message: 'BootNotification' }).catch((error: unknown) =>
        context.log.warn({ station: identity, err: error }, 'firmware.versionNotAsked'),
      );
    }
  };
}
