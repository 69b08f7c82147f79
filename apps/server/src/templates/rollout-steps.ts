import { changesOf, placeKey } from '@stationmaster/domain';
import { ownCommand } from '../commands/own-command.ts';
import type { StationState } from '../stations/state.ts';
import { changeOf } from './change-of.ts';
import { type CheckContext, checkStation } from './check.ts';
import type { ComparedEntry } from './compare.ts';
import { plainValue } from './entries.ts';
import { type Change, patchStation, type RolloutRow, type RolloutStationRow, type StationPatch } from './rollout-store.ts';
import { saveWritten } from './state-store.ts';

/** A station that does not come back within this has been harmed. */
const returnWithinMs = 10 * 60_000;
const mostTries = 5;
/** A message of settings has at most so many. [contract writeConfiguration] */
const mostAtOnce = 100;

/** Asks the station, writes what is otherwise than it should be, and keeps what was there before. */
export async function applyTo(context: CheckContext, rollout: RolloutRow, station: RolloutStationRow): Promise<void> {
  const { gateway, clock } = context;
  const save = saver(context, station);
  const checked = await checkStation(context, station.stationId);
  const live = gateway.peek(station.stationId);
  if (checked === null || live === undefined) return;
  const changes = changesOf(checked.compared);
  const unheard = takenUnheard(station, changes);
  if (changes.length === 0 && unheard.length === 0) {
    const wrong = checked.compared.find(({ state }) => state === 'missing' || state === 'readOnly');
    return await save(wrong === undefined ? { step: 'unchanged' } : { step: 'failed', reason: `${wrong.state} ${wrong.variable}` });
  }
  // Whether a setting needs a restart is in the answer that nobody heard: where it may be, it is made.
  let needsRestart = unheard.length > 0 && rollout.rules.restart === 'whenFree';
  if (changes.length > 0) {
    const isFirst = station.tries === 0;
    await save({
      step: 'writing',
      changes: [...unheard, ...changes.map(changeOf)],
      ...(isFirst && { faulted: faultedOf(live) }),
      tries: station.tries + 1,
      since: clock(),
    });
  }
  for (let from = 0; from < changes.length; from += mostAtOnce) {
    const part = changes.slice(from, from + mostAtOnce);
    const done = await write(context, station, part);
    if (done === undefined || done.status === 'offline' || done.status === 'timedOut' || done.reason === 'connectionClosed')
      return await save(station.tries + 1 >= mostTries ? { step: 'failed', reason: 'noAnswer' } : { step: 'waiting' });
    if (done.status !== 'confirmed' && done.status !== 'accepted')
      return await save({ step: 'failed', reason: done.reason === null ? done.status : `${done.status} ${done.reason}` });
    await saveWritten(context.db, { id: station.stationId, tenantId: station.tenantId, at: clock() }, writtenOf(part));
    needsRestart ||= done.reason === 'rebootRequired';
  }
  if (!needsRestart) return await save({ step: 'proving', since: clock() });
  await save(rollout.rules.restart === 'never' ? { step: 'done', reason: 'restartOpen' } : { step: 'restarting', since: null });
}

/** What an earlier try wrote without hearing an answer (the line broke, or we were stopped), and is now as it should be: our doing all the same. */
function takenUnheard({ changes }: RolloutStationRow, open: readonly ComparedEntry[]): Change[] {
  const isOpen = new Set(open.map(({ key }) => key));
  return changes.filter((change) => !isOpen.has(placeKey(change)));
}

async function write(context: CheckContext, station: RolloutStationRow, part: readonly ComparedEntry[]) {
  const save = saver(context, station);
  return await ownCommand(
    context,
    { identity: station.identity, tenantId: station.tenantId, begins: (commandId) => save({ commandId }) },
    {
      verb: 'writeConfiguration',
      variables: part.map((entry) => ({
        component: entry.component,
        variable: entry.variable,
        value: plainValue(context.config, entry),
        ...(entry.instance === '' ? {} : { instance: entry.instance }),
        ...(entry.evseId === 0 ? {} : { evseId: entry.evseId }),
        ...(entry.connectorId === 0 ? {} : { connectorId: entry.connectorId }),
        ...(entry.variableInstance === '' ? {} : { variableInstance: entry.variableInstance }),
      })),
    },
  );
}

/** A setting counts only after a restart: told to as soon as no car charges; the next boot ends it. */
export async function restarts(context: CheckContext, _: RolloutRow, station: RolloutStationRow): Promise<void> {
  const { gateway, clock } = context;
  const save = saver(context, station);
  const { since, bootedAt, isBusy } = station;
  if (since !== null && bootedAt !== null && bootedAt > since) return await save({ step: 'proving', since: clock() });
  if (since !== null) {
    if (clock() - since.getTime() > returnWithinMs) await save({ step: 'failed', reason: 'noReturn' });
    return;
  }
  if (isBusy || gateway.peek(station.stationId) === undefined) return;
  const at = clock();
  const reset = await ownCommand(context, station, { verb: 'reset', kind: 'soft' });
  // A station often goes before it has answered.
  if (reset?.status === 'rejected' || reset?.status === 'notSupported')
    return await save({ step: 'failed', reason: `${reset.status} restart` });
  await save({ since: at });
}

/** It has been watched for a while: still there, nothing new out of order, and everything as it should be. */
export async function isProved(context: CheckContext, { rules }: RolloutRow, station: RolloutStationRow): Promise<void> {
  const { gateway, clock } = context;
  const since = station.since?.getTime() ?? 0;
  const save = saver(context, station);
  const live = gateway.peek(station.stationId);
  const broken = live === undefined ? [] : faultedOf(live).filter((connector) => !station.faulted.includes(connector));
  if (broken.length > 0) return await save({ step: 'failed', reason: `faulted ${broken.join(' ')}` });
  if (clock() - since < rules.soakSeconds * 1000) return;
  if (live?.phase !== 'accepted') {
    if (clock() - since > returnWithinMs + rules.soakSeconds * 1000) await save({ step: 'failed', reason: 'noReturn' });
    return;
  }
  const checked = await checkStation(context, station.stationId);
  const wrong = checked?.compared.find(({ state }) => state !== 'same');
  await save(wrong === undefined ? { step: 'done', since: clock() } : { step: 'failed', reason: `${wrong.state} ${wrong.variable}` });
}

function saver({ db, clock }: CheckContext, { rolloutId, stationId }: RolloutStationRow): (patch: StationPatch) => Promise<void> {
  return (patch) => patchStation(db, { rolloutId, stationId, at: clock() }, patch);
}

/** Of what cannot be read back, what was written. */
function writtenOf(part: readonly ComparedEntry[]): Record<string, string> {
  return Object.fromEntries(part.map(({ key, value, seal }) => [key, seal ?? value ?? '']));
}

function faultedOf({ connectors }: StationState): string[] {
  return [...connectors.values()].filter(({ status }) => status === 'Faulted').map(({ evseId, connectorId }) => `${evseId}/${connectorId}`);
}
