import { summaryOf } from '@stationmaster/domain';
import { ownCommand } from '../commands/own-command.ts';
import type { Context } from '../context.ts';
import { mayBeSent } from '../ocpp/gate.ts';
import { type ComparedEntry, compareStations } from './compare.ts';
import { type StandingRow, saveState, selectDue, selectStandings } from './state-store.ts';
import { selectTemplates } from './store.ts';

export type CheckContext = Pick<Context, 'config' | 'db' | 'gateway' | 'clock' | 'commit' | 'tell' | 'log'>;

const dayMs = 24 * 3_600_000;
const mostAtOnce = 10;

/** Asks a station for all that is asked of it, compares, and keeps how it stands; null: there is no such station any more. */
export async function checkStation(
  context: CheckContext,
  stationId: number,
): Promise<{ station: StandingRow; compared: ComparedEntry[] } | null> {
  const { db, gateway, clock } = context;
  const before = await standing(context, stationId);
  if (before === null) return null;
  const live = gateway.peek(stationId);
  const mayAsk = live !== undefined && mayBeSent(live, live.version === 'ocpp1.6' ? 'GetConfiguration' : 'GetVariables');
  const askedAt = mayAsk && before.compared.length > 0 ? await ask(context, before) : null;
  const after = askedAt === null ? before : ((await standing(context, stationId, askedAt)) ?? before);
  const at = clock();
  await saveState(db, {
    stationId,
    tenantId: after.station.tenantId,
    ...summaryOf(after.compared),
    at,
    askedAt,
    isOwed: askedAt === null && after.compared.length > 0,
    // Not all of a fleet in the same minute of every day.
    dueAt: at + dayMs + (stationId % 60) * 60_000,
  });
  return after;
}

/** As it stands by what is known; `askedAt`: what it did not tell since, it does not have. */
async function standing({ db }: Pick<Context, 'db'>, stationId: number, askedAt?: number) {
  const [found] = await selectStandings(db, [stationId]);
  if (found === undefined) return null;
  const station = askedAt === undefined ? found : { ...found, askedAt: new Date(askedAt) };
  const templates = await selectTemplates(db, { tenantId: station.tenantId });
  return { station, compared: (await compareStations(db, templates, [station])).get(stationId) ?? [] };
}

/** When it was asked; null: it did not answer. What it has told is stored then. */
async function ask(
  context: CheckContext,
  { station, compared }: { station: StandingRow; compared: ComparedEntry[] },
): Promise<number | null> {
  const variables = compared
    .filter(({ value }) => value !== null)
    .map(({ component, instance, evseId, connectorId, variable, variableInstance }) => ({
      component,
      variable,
      ...(instance === '' ? {} : { instance }),
      ...(evseId === 0 ? {} : { evseId }),
      ...(connectorId === 0 ? {} : { connectorId }),
      ...(variableInstance === '' ? {} : { variableInstance }),
    }));
  const askedAt = context.clock();
  if (variables.length === 0) return askedAt;
  const asked = await ownCommand(context, station, { verb: 'readConfiguration', variables });
  return asked?.answer == null || asked.status === 'failed' ? null : askedAt;
}

/** Job: looks at the stations whose turn it is. */
export async function checkDueStations(context: CheckContext): Promise<number> {
  const due = await selectDue(context.db, context.clock(), 200);
  const waiting = [...due];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { id } = next;
      await checkStation(context, id).catch((error: unknown) => context.log.warn({ station: id, err: error }, 'configuration.checkFailed'));
    }
  };
  await Promise.all(Array.from({ length: mostAtOnce }, work));
  return due.length;
}
