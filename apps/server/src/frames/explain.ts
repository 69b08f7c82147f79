import { explainIn } from './explain-in.ts';
import { explainOut } from './explain-out.ts';
import type { Explainer, Values } from './told.ts';

export interface Exchange {
  direction: 'in' | 'out';
  action: string;
  request: string;
  answer: string | null;
  outcome: string;
}
export interface Explained {
  key: string;
  values: Values;
}

/** Sentences that fit any action: no answer, an error in place of one, or a message nobody has explained yet. */
const general = {
  in: ['refused', 'notImplemented', 'notYetAccepted', 'malformed', 'failedHere', 'other', 'unanswered'],
  out: ['refused', 'notSupported', 'timedOut', 'late', 'closed', 'invalid', 'other', 'unanswered'],
} as const;
type General = { [D in keyof typeof general]: (typeof general)[D][number] };

const inByCode: Record<string, General['in']> = {
  NotImplemented: 'notImplemented',
  NotSupported: 'notImplemented',
  SecurityError: 'notYetAccepted',
  InternalError: 'failedHere',
  FormationViolation: 'malformed',
  FormatViolation: 'malformed',
  ProtocolError: 'malformed',
  PropertyConstraintViolation: 'malformed',
  OccurenceConstraintViolation: 'malformed',
  OccurrenceConstraintViolation: 'malformed',
  TypeConstraintViolation: 'malformed',
  RpcFrameworkError: 'malformed',
  MessageTypeNotSupported: 'malformed',
};
const outByOutcome: Record<string, General['out']> = {
  timedOut: 'timedOut',
  closed: 'closed',
  invalid: 'invalid',
  NotImplemented: 'notSupported',
  NotSupported: 'notSupported',
};

/** One plain sentence about an exchange: a key of the locales `frames.*.json` and the values in it. Never throws, whatever was sent. */
export function explain({ direction, action, request, answer, outcome }: Exchange): Explained {
  const reply = answer === null ? null : frameOf(answer);
  if (outcome === 'timedOut' && reply !== null) return { key: 'frame.out.late', values: { action } };
  if (outcome !== 'result') return unhappy({ direction, action, outcome, description: describe(reply) });
  const table: Record<string, Explainer> = direction === 'in' ? explainIn : explainOut;
  const found = Object.hasOwn(table, action) ? table[action] : undefined;
  const call = frameOf(request);
  if (reply === null && !isSend(call)) return { key: `frame.${direction}.unanswered`, values: { action } };
  if (found === undefined) return { key: `frame.${direction}.other`, values: { action } };
  const [variant, values] = found.tell({ request: payloadOf(call, 3), answer: payloadOf(reply, 2) });
  return { key: keyOf(action, variant), values };
}

/** Every key `explain` can give: the locales must hold exactly these. */
export function explainedKeys(): string[] {
  const tables: [string, Explainer][] = [...Object.entries(explainIn), ...Object.entries(explainOut)];
  const specific = tables.flatMap(([action, { variants }]) => variants.map((variant) => keyOf(action, variant)));
  return [...specific, ...general.in.map((name) => `frame.in.${name}`), ...general.out.map((name) => `frame.out.${name}`)];
}

function keyOf(action: string, variant: string): string {
  return `frame.${action.charAt(0).toLowerCase()}${action.slice(1)}.${variant}`;
}
function unhappy({
  direction,
  action,
  outcome,
  description,
}: {
  direction: 'in' | 'out';
  action: string;
  outcome: string;
  description: string;
}): Explained {
  const values = { action, code: outcome, description };
  if (direction === 'in') return { key: `frame.in.${Object.hasOwn(inByCode, outcome) ? inByCode[outcome] : 'refused'}`, values };
  return { key: `frame.out.${Object.hasOwn(outByOutcome, outcome) ? outByOutcome[outcome] : 'refused'}`, values };
}
function frameOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
/** A 2.1 SEND `[6, id, action, payload]`: it is never answered. */
function isSend(frame: unknown): boolean {
  return Array.isArray(frame) && frame[0] === 6;
}
/** The payload out of a whole frame `[2, id, action, payload]` or `[3, id, payload]`. */
function payloadOf(frame: unknown, index: number): unknown {
  return Array.isArray(frame) ? frame[index] : frame;
}
/** Description of a CALLERROR `[4, id, code, description, details]`. */
function describe(reply: unknown): string {
  const description = Array.isArray(reply) && reply[0] === 4 ? reply[3] : null;
  return typeof description === 'string' ? description.slice(0, 200) : '';
}
