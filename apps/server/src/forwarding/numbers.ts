import type { Version } from '@stationmaster/ocpp';
import { fieldIn } from './field.ts';

/**
 * 1.6: a CSMS numbers transactions itself, so two that hear one station have two numbers for one session. The station knows
 * ours alone, whoever answers it: then it does not matter to it who answers, and nothing can be mistaken when that changes.
 * In 2.x the station names its transactions, and all of this leaves messages as they are.
 */

/** Does this message speak of a transaction by a number of ours? */
export function speaksOfNumber(version: Version, action: string, payload: unknown): boolean {
  return (
    version === 'ocpp1.6' && (action === 'StopTransaction' || action === 'MeterValues') && fieldIn(payload, 'transactionId') !== undefined
  );
}

/** A message of the station with the number the other side has given. `theirs` null: it has given none, which only meter values can do without. */
export function withTheirNumber(payload: unknown, theirs: number | null): unknown {
  const { transactionId: _, ...rest } = payload as Record<string, unknown>;
  return theirs === null ? rest : { ...rest, transactionId: theirs };
}

/** The number the other side gives in its answer to a start; null: this is none, or holds none. */
export function numberGiven(version: Version, action: string, answer: unknown): number | null {
  if (version !== 'ocpp1.6' || action !== 'StartTransaction') return null;
  const number = fieldIn(answer, 'transactionId');
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null;
}

/** Their answer as the station may have it: with our number. */
export function answerForStation(theirs: unknown, ours: unknown): unknown {
  const number = fieldIn(ours, 'transactionId');
  return number === undefined ? theirs : { ...(theirs as object), transactionId: number };
}

/** The number of theirs in a command of theirs; undefined: it holds none. RemoteStopTransaction, SetChargingProfile. [16 §6.41, §7.8] */
export function numberInCommand(version: Version, { action, payload }: { action: string; payload: unknown }): number | undefined {
  if (version !== 'ocpp1.6') return undefined;
  const holder = action === 'SetChargingProfile' ? fieldIn(payload, 'csChargingProfiles') : payload;
  const number = action === 'RemoteStopTransaction' || action === 'SetChargingProfile' ? fieldIn(holder, 'transactionId') : undefined;
  return typeof number === 'number' ? number : undefined;
}

/** Their command with the station's number. */
export function commandForStation({ action, payload }: { action: string; payload: unknown }, number: number): unknown {
  if (action !== 'SetChargingProfile') return { ...(payload as object), transactionId: number };
  const profile = fieldIn(payload, 'csChargingProfiles') as object;
  return { ...(payload as object), csChargingProfiles: { ...profile, transactionId: number } };
}
