import { actions } from '../../src/actions.ts';
import { checkAction } from '../../src/directions.ts';
import { schemaOf } from '../../src/schemas.ts';
import { type Version, versions } from '../../src/version.ts';
import type { Case } from './member-cases.ts';
import { casesOfMessage } from './message-cases.ts';
import { type Code, spelt, transactional } from './outcome.ts';
import { bare, type Json, resolved, type Schema } from './places.ts';

/** A line of the corpus. */
export interface Row {
  version: Version;
  name: string;
  send: string;
  /** The exact answer, `null` for none. What is mended is answered as its action is; here that is `{}`. */
  expect: string | null;
  why: string;
  /** Only of what is accepted: the names of the repairs, in order, and the payload after them. */
  repairs?: string[];
  payload?: unknown;
  /** A call of ours that is out when the frame comes; its id is c1. */
  pending?: { action: string; payload: unknown };
}

/** Every row of a version. Derived from the official schemas and the table of error codes, and from nothing that checks or repairs. */
export function rowsOf(version: Version): Row[] {
  return [...payloadRows(version), ...actionRows(version), ...answerRows(version), ...sendRows(version)];
}

function payloadRows(version: Version): Row[] {
  const seen = new Set<string>();
  return fromStation(version).flatMap((action) => {
    // Of a transaction a bad part is left out, of other messages it is refused: what holds there is not seen here.
    const known = transactional.has(action) ? new Set<string>() : seen;
    const cases = casesOfMessage({ version, action, root: rootOf(version, action, 'Request') }, known);
    return cases.map((each) => ({ version, ...rowOf(version, action, each) }));
  });
}

function rowOf(version: Version, action: string, { name, why, payload, outcome }: Case): Omit<Row, 'version'> {
  const send = JSON.stringify([2, '1', action, payload]);
  if (outcome.kind === 'mended') return { name, send, expect: '[3,"1",{}]', why, repairs: outcome.repairs, payload: outcome.payload };
  return { name, send, expect: JSON.stringify([4, '1', spelt(version, outcome.code), outcome.description, {}]), why };
}

/** Actions that are none of this version, or not for a CSMS. */
function actionRows(version: Version): Row[] {
  const own = new Set<string>(actions[version]);
  const foreign = [...new Set(versions.flatMap((each): readonly string[] => actions[each]))].filter((action) => !own.has(action));
  const unknown = [...foreign, ...[...own].flatMap((action) => [lowered(action), `${action}Request`, `${action}.req`])];
  const callable = new Set<string>(fromStation(version));
  const notForUs = [...own].filter((action) => !callable.has(action));
  const row = (action: string, { code, says, why }: { code: 'unknown' | 'notForUs'; says: string; why: string }): Row => ({
    version,
    name: `call of ${action}`,
    send: JSON.stringify([2, '1', action, {}]),
    expect: JSON.stringify([4, '1', spelt(version, code), `${action} is ${says}.`, {}]),
    why,
  });
  return [
    ...unknown.map((action) =>
      row(action, { code: 'unknown', says: `not an action of ${version}`, why: 'An action is known by its exact name.' }),
    ),
    ...notForUs.map((action) =>
      row(action, { code: 'notForUs', says: sentBy(action), why: 'The action is known, and not for a CSMS to answer.' }),
    ),
  ];
}

function sentBy(action: string): string {
  return action === stream ? 'sent with message type 6 only' : 'sent by the CSMS only';
}

function lowered(action: string): string {
  return action.charAt(0).toLowerCase() + action.slice(1);
}

/** Answers to a call of ours that are none: 2.1 tells the station, before it nothing may be sent. [21P4 §4.2.4] */
function answerRows(version: Version): Row[] {
  const callable = new Set<string>(fromStation(version));
  const ours = actions[version].filter((action) => action === 'DataTransfer' || (action !== stream && !callable.has(action)));
  return [...ours.flatMap((action) => wrongAnswers(version, action)), ...brokenAnswers(version)];
}

function wrongAnswers(version: Version, action: string): Row[] {
  const root = rootOf(version, action, 'Response');
  const missing = root.required?.[0];
  if (missing === undefined) return [];
  const row = answerRow(version, { action, why: 'An answer that is not what its schema asks for.' });
  const without = row(`without ${missing}`, '[3,"c1",{}]', { code: 'occurrence', says: `/${missing} is required.` });
  if (resolved(root.properties?.[missing] ?? {}, root).enum === undefined) return [without];
  const payload = { ...(bare(root, root) as Json), [missing]: 'Whim' };
  const refused = { code: 'property', says: `/${missing} is none of the allowed values.` } as const;
  return [without, row(`with a ${missing} of its own`, JSON.stringify([3, 'c1', payload]), refused)];
}

/** What names our call ends it, even when it is no frame. An error is never answered. */
function brokenAnswers(version: Version): Row[] {
  const row = answerRow(version, { action: 'ClearCache', why: 'An answer that is not of the form of one.' });
  const noResult = { code: 'frame', says: 'The result is not [3, id, payload].' } as const;
  const results = ['[3,"c1"]', '[3,"c1",[]]', '[3,"c1",null]', '[3,"c1","Accepted"]', '[3,"c1",{"status":"Accepted"},{}]'];
  const errors = ['[4,"c1"]', '[4,"c1",null,"",{}]', '[4,"c1","MyOwnCode","",{}]', '[4,"c1","InternalError"]'];
  return [
    ...results.map((send) => row(`as ${send}`, send, noResult)),
    ...errors.map((send) => row(`as ${send}`, send, null)),
    row('with the id of another call', '[3,"c2",{"status":"Accepted"}]', null),
    row('with an id in other capitals', '[3,"C1",{"status":"Accepted"}]', null),
  ];
}

function answerRow(version: Version, { action, why }: { action: string; why: string }) {
  const request = rootOf(version, action, 'Request');
  return (name: string, send: string, told: { code: Code; says: string } | null): Row => ({
    version,
    name: `answer to ${action} ${name}`,
    send,
    expect: told === null || version !== 'ocpp2.1' ? null : JSON.stringify([5, 'c1', spelt(version, told.code), told.says, {}]),
    why,
    pending: { action, payload: bare(request, request) },
  });
}

const stream = 'NotifyPeriodicEventStream';

/** A SEND is never answered, whatever is wrong with it. [21P4 §4.2.5] */
function sendRows(version: Version): Row[] {
  if (version !== 'ocpp2.1') return [];
  const cases = casesOfMessage({ version, action: stream, root: rootOf(version, stream, 'Request') }, new Set());
  return cases.map(({ name, payload }) => ({
    version,
    name: `send of ${name}`,
    send: JSON.stringify([6, '1', stream, payload]),
    expect: null,
    why: 'A SEND is never answered.',
  }));
}

function fromStation(version: Version): string[] {
  return actions[version].filter((action) => checkAction(version, action).ok);
}

function rootOf(version: Version, action: string, part: 'Request' | 'Response'): Schema {
  return (schemaOf(version, action, part) ?? {}) as Schema;
}
