import type { Context } from '../context.ts';
import { isSecret } from '../gateway/mask.ts';
import { keyOf } from './configuration.ts';
import type { VariableSaid } from './encoded.ts';
import type { Step } from './progress.ts';
import { encode, type Run, sendAll } from './send.ts';
import type { VariableAddress } from './words.ts';

/**
 * Reads back what was written: confirmed when every value reads as written, accepted when the station tells none
 * (write-only) or wants a reboot first, noEffect when a value reads otherwise.
 */
export async function readBack(context: Pick<Context, 'gateway' | 'log'>, run: Run, written: Step): Promise<Step> {
  const { request } = run.progress;
  const state = context.gateway.peek(run.progress.stationId);
  if (request.verb !== 'writeConfiguration' || state === undefined) return written;
  const readable = request.variables.filter((entry) => !isSecret(entry.variable));
  const needsReboot = (written.variables ?? []).some((variable) => variable.status === 'rebootRequired');
  const reason = needsReboot ? 'rebootRequired' : null;
  if (readable.length === 0) return { ...written, reason, variables: [] };
  const read = await sendAll(context, run, encode(state.version, { verb: 'readConfiguration', variables: readable }, run.facts) ?? []);
  const told = read.variables ?? [];
  const results = readable.map((entry) => compare(entry, told));
  const answer = { written: written.answer, read: read.answer ?? null };
  if (results.every((result) => result === 'same') && readable.length === request.variables.length)
    return { status: 'confirmed', reason, answer, variables: told };
  if (results.includes('different') && !needsReboot) return { status: 'noEffect', reason: 'readsOtherwise', answer, variables: told };
  return { status: 'accepted', reason, answer, variables: told };
}

function compare(entry: VariableAddress & { value: string }, told: readonly VariableSaid[]): 'same' | 'different' | 'hidden' {
  const found = told.find(
    ({ address }) => keyOf(address) === keyOf(entry) && (address.attribute ?? 'Actual') === (entry.attribute ?? 'Actual'),
  );
  if (found === undefined || found.status !== 'told' || found.value === null) return 'hidden';
  return normal(found.value) === normal(entry.value) ? 'same' : 'different';
}

/** Stations write `True`, `60.0` and `a, b` for `true`, `60` and `a,b`. */
function normal(value: string): string {
  const text = value.trim().replace(/\s*,\s*/g, ',');
  if (/^(true|false)$/i.test(text)) return text.toLowerCase();
  return /^-?\d+(\.\d+)?$/.test(text) && text.length < 15 ? String(Number(text)) : text;
}
