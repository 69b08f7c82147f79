import { actions } from '../../src/actions.ts';
import { checkAction } from '../../src/directions.ts';
import { schemaOf } from '../../src/schemas.ts';
import { type Version, versions } from '../../src/version.ts';
import type { Case } from './member-cases.ts';
import { casesOfMessage } from './message-cases.ts';
import { spelt, transactional } from './outcome.ts';
import { bare, type Schema } from './places.ts';

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

/** Answers to a call of ours that lack what they must have: 2.1 tells the station, before it nothing may be sent. [21P4 §4.2.4] */
function answerRows(version: Version): Row[] {
  return [...actions[version]].flatMap((action): Row[] => {
    const root = schemaOf(version, action, 'Response') === null ? {} : rootOf(version, action, 'Response');
    const missing = root.required?.[0];
    if (missing === undefined) return [];
    const told = JSON.stringify([5, 'c1', spelt(version, 'occurrence'), `/${missing} is required.`, {}]);
    return [
      {
        version,
        name: `answer to ${action} without ${missing}`,
        send: '[3,"c1",{}]',
        expect: version === 'ocpp2.1' ? told : null,
        why: 'An answer that is not what its schema asks for.',
        pending: { action, payload: bare(rootOf(version, action, 'Request'), rootOf(version, action, 'Request')) },
      },
    ];
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
