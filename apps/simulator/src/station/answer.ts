import { checkResponse } from '@stationmaster/ocpp';
import { type Draft, draftOf, tell } from './draft.ts';
import { faces } from './faces.ts';

/** What a test or a person wants an answer to a command to be. `afterMs`: thinks that long first. */
export type Override = Wanted & { afterMs?: number };

type Wanted =
  /** Refused (or anything else) with this status, and nothing is done. */
  | { status: string }
  /** A CALLERROR with this code. */
  | { error: string; description?: string }
  | { silence: true }
  /** This payload as it is, valid or not, and nothing is done. */
  | { payload: object }
  /** The usual answer, but nothing is done. */
  | { withoutEffect: true }
  /** The usual answer with the usual effect, only late. */
  | { late: true };

export interface Commanded {
  callId: string;
  action: string;
  /** Has passed the schema. */
  payload: unknown;
}

/** The CSMS wants something: the station answers, then acts, unless somebody has decided what it says. */
export function commanded(draft: Draft, { callId, action, payload }: Commanded): void {
  const { state, effects } = draft;
  tell(draft, 'commanded', { action });
  if (state.behaviour.neverAnswers) return;
  const command = faces[state.version].commands.get(action);
  if (command === undefined) {
    effects.push({ kind: 'refuse', callId, code: 'NotSupported', description: '', delayMs: 0 });
    return;
  }
  const override = takeOverride(draft, action);
  const delayMs = override?.afterMs ?? state.behaviour.answersAfterMs;
  if (override !== undefined && 'silence' in override) return;
  if (override !== undefined && 'error' in override) {
    effects.push({ kind: 'refuse', callId, code: override.error, description: override.description ?? '', delayMs });
    return;
  }
  // 1.6 §4.2: a rejected station answers nothing until the interval has passed.
  if (state.registration === 'Rejected') return;
  if (override !== undefined && 'payload' in override) {
    effects.push({ kind: 'answer', callId, payload: override.payload, delayMs });
    return;
  }
  if (override !== undefined && !('late' in override)) {
    // On a draft that is thrown away: an answer of the right shape without its effect.
    const tried = command(draftOf(state, draft.at), payload);
    const usual = 'error' in tried ? {} : tried.answer;
    const answer = 'status' in override ? withStatus(draft, { action, usual, status: override.status }) : usual;
    effects.push({ kind: 'answer', callId, payload: answer, delayMs });
    return;
  }
  const obeyed = command(draft, payload);
  if ('error' in obeyed) {
    effects.push({ kind: 'refuse', callId, code: obeyed.error, description: obeyed.description, delayMs });
    return;
  }
  effects.push({ kind: 'answer', callId, payload: obeyed.answer, delayMs });
  obeyed.after?.();
}

/** The override in force: the next in line, then the lasting one. */
function takeOverride({ state }: Draft, action: string): Override | undefined {
  const [next, ...later] = state.overrides.get(action) ?? [];
  if (next === undefined) return state.lasting.get(action);
  state.overrides = new Map([...state.overrides, [action, later]]);
  return next;
}

/** The status alone when that is a whole answer; otherwise the usual answer with it in every place of a status. */
function withStatus({ state }: Draft, { action, usual, status }: { action: string; usual: object; status: string }): object {
  return checkResponse(state.version, action, { status }).ok ? { status } : replaced(usual, status);
}

function replaced(answer: object, status: string): object {
  return Object.fromEntries(
    Object.entries(answer).map(([name, value]: [string, unknown]) => {
      if (name === 'status' || name === 'attributeStatus') return [name, status];
      return [name, Array.isArray(value) ? value.map((line) => (isObject(line) ? replaced(line, status) : line)) : value];
    }),
  );
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
