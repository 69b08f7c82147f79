import { type Case, casesOf, type Message } from './member-cases.ts';
import { completed, type Outcome } from './outcome.ts';
import { type Around, bare, type Json, type Place, payloadWith, placesOf, pointerOf, put, valueAt } from './places.ts';

/** All that can be wrong with the payload of one message, but in the definitions that were `seen` in another. */
export function casesOfMessage(message: Message, seen: Set<string>): Case[] {
  const places = placesOf(message.root, seen);
  return [
    ...casesOfPayload(message),
    ...objectsOf(message, places).flatMap((each) => casesOfObject(message, each)),
    ...places.flatMap((place, index) => casesOf(message, place, index)),
  ];
}

/** The payload as a whole: "an object, {} when it is empty". [J16 §4.2.1, P4 §4.2.1] */
function casesOfPayload({ action, root }: Message): Case[] {
  const refused: Outcome = { kind: 'refused', code: 'shape', description: 'The payload must be an object.' };
  const why = 'A payload is an object.';
  const wrong = ['payload', 7, true, [1, 2]].map((payload) => ({
    name: `${action} with ${JSON.stringify(payload)} as payload`,
    why,
    payload,
    outcome: refused,
  }));
  const missing = root.required?.[0];
  const empty = (name: string, repair: string, payload: unknown): Case => ({
    name: `${action} with ${name} as payload`,
    why: 'An empty payload is {}.',
    payload,
    outcome: missing === undefined ? { kind: 'mended', repairs: [repair], payload: {} } : (emptied(action, root, repair) ?? refused),
  });
  const legal = bare(root, root);
  const quoted: Case = {
    name: `${action} with its payload in quotes`,
    why: 'JSON within JSON.',
    payload: JSON.stringify(legal),
    outcome: { kind: 'mended', repairs: ['jsonInText'], payload: legal },
  };
  return [...wrong, empty('null', 'nullDropped', null), empty('[]', 'emptyListAsObject', []), quoted];
}

/** Some messages need nothing but lists that may be empty. */
function emptied(action: string, root: Message['root'], repair: string): Outcome | null {
  const payload: Json = {};
  const of = { action, payload, around: [{ path: [], schema: root }] };
  const added = (root.required ?? []).map((name) => completed(of, [], name));
  return added.includes(null) ? null : { kind: 'mended', repairs: [repair, 'listAdded'], payload };
}

interface ObjectPlace {
  at: Around;
  place: Place;
}

/** The objects of a message, each with a member that brings it in; without any member, the message itself. */
function objectsOf(message: Message, places: readonly Place[]): ObjectPlace[] {
  const byPath = new Map<string, ObjectPlace>();
  for (const place of places) {
    const at = place.around.at(-1);
    if (at !== undefined && !byPath.has(pointerOf(at.path))) byPath.set(pointerOf(at.path), { at, place });
  }
  const root = { path: [], schema: message.root };
  return byPath.size > 0 ? [...byPath.values()] : [{ at: root, place: { ...root, isRequired: true, around: [root] } }];
}

/** Only customData is open. [P2 §2.1.4; 1.6 has DataTransfer for what is the vendor's own] */
function casesOfObject({ action, root }: Message, { at, place }: ObjectPlace): Case[] {
  const legal = place.path.length === 0 ? {} : payloadWith(root, place);
  const where = `${action} ${pointerOf(at.path)}`.trimEnd();
  const isOpen = at.path.at(-1) === 'customData';
  const extra: Case = {
    name: `${where} with a foreign member`,
    why: isOpen ? "The vendor's own place." : 'A closed object.',
    payload: changed(legal, (payload) => put(payload, [...at.path, 'colour'], 'red')),
    outcome: {
      kind: 'mended',
      repairs: isOpen ? [] : ['extraDropped'],
      payload: isOpen ? changed(legal, (payload) => put(payload, [...at.path, 'colour'], 'red')) : legal,
    },
  };
  if (isOpen || place.path.length === 0) return [extra];
  const name = place.path.at(-1) ?? '';
  const renamed: Case = {
    name: `${where} with ${name} in other capitals`,
    why: 'Some firmware has its own capitals.',
    payload: changed(legal, (payload) => {
      put(payload, [...at.path, name.toUpperCase()], valueAt(payload, place.path));
      delete (valueAt(payload, at.path) as Json)[name];
    }),
    outcome: { kind: 'mended', repairs: ['memberName'], payload: legal },
  };
  return [extra, renamed];
}

function changed(legal: Json, change: (payload: Json) => void): Json {
  const payload = structuredClone(legal);
  change(payload);
  return payload;
}
