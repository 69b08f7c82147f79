import { schemaOf, type Version } from '@stationmaster/ocpp';
import { isPublic, type Place, type Schema } from './public-words.ts';

/** A frame as the message log has it. */
interface Logged {
  action: string;
  request: string;
  answer: string | null;
}

/** Members that name one thing everywhere, however they are called; all other texts are TEXT. */
const kindOf: Readonly<Record<string, string>> = {
  idTag: 'CARD',
  idToken: 'CARD',
  parentIdTag: 'CARD',
  additionalIdToken: 'CARD',
  emaid: 'CARD',
  transactionId: 'TX',
  certificate: 'CERTIFICATE',
  certificateChain: 'CERTIFICATE',
  csr: 'CERTIFICATE',
  signingCertificate: 'CERTIFICATE',
  exiRequest: 'CERTIFICATE',
  exiResponse: 'CERTIFICATE',
  ocspResult: 'CERTIFICATE',
  issuerNameHash: 'CERTIFICATE',
  issuerKeyHash: 'CERTIFICATE',
  publicKey: 'CERTIFICATE',
  signature: 'SIGNATURE',
  signedMeterData: 'SIGNATURE',
};
const url = /^[a-z][a-z0-9+.-]*:\/\//i;

/**
 * Stands in for what must not leave the house: the same text is the same pseudonym throughout, so a conversation keeps its
 * sense. What is not known to be public is replaced. A reader of cards may change its capitals: CARD and card are one.
 */
export class Pseudonyms {
  /** Of each text by its kind, in the order they came. */
  readonly #numbers = new Map<string, number>();
  readonly #counts = new Map<string, number>();
  readonly #version: Version;

  constructor(version: Version) {
    this.#version = version;
  }

  /** Both texts of an exchange. `isOurs`: the answer is ours, whose errors tell nothing but places. */
  exchange({ action, request, answer }: Logged, isOurs: boolean): Pick<Logged, 'request' | 'answer'> {
    const call = parsed(request);
    if (Array.isArray(call)) call[3] = this.#scrubbed(call[3], this.#placeOf(action, 'Request'));
    return {
      request: JSON.stringify(call),
      answer: answer === null ? null : JSON.stringify(this.#answer(parsed(answer), { action, isOurs })),
    };
  }

  #answer(frame: unknown, { action, isOurs }: { action: string; isOurs: boolean }): unknown {
    if (!Array.isArray(frame)) return frame;
    if (frame[0] === 3) frame[2] = this.#scrubbed(frame[2], this.#placeOf(action, 'Response'));
    if (frame[0] === 4 && !isOurs)
      for (const index of [3, 4]) if (index in frame) frame[index] = this.#scrubbed(frame[index], { ...nowhere, name: 'description' });
    return frame;
  }

  #placeOf(action: string, part: 'Request' | 'Response'): Inside {
    const root: Schema = schemaOf(this.#version, action, part) ?? {};
    return { ...nowhere, schema: root, root };
  }

  #scrubbed(value: unknown, place: Inside): unknown {
    if (typeof value === 'string') return isPublic(value, place) ? value : this.#standIn(value, place);
    if (typeof value !== 'object' || value === null) return value;
    const { root } = place;
    if (Array.isArray(value)) return value.map((one) => this.#scrubbed(one, { ...place, schema: resolved(place.schema.items, root) }));
    const about = aboutOf(value as Record<string, unknown>) ?? place.about;
    const members = Object.entries(value).map(([name, member]) => [
      name,
      this.#scrubbed(member, { root, name, parent: place.name, about, schema: resolved(place.schema.properties?.[name], root) }),
    ]);
    return Object.fromEntries(members);
  }

  #standIn(text: string, { name, schema: { maxLength = Number.POSITIVE_INFINITY } }: Place): string {
    const kind = url.test(text) ? 'URL' : ((Object.hasOwn(kindOf, name) ? kindOf[name] : undefined) ?? 'TEXT');
    const key = `${kind} ${kind === 'CARD' ? text.toLowerCase() : text}`;
    const number = this.#numbers.get(key) ?? (this.#counts.get(kind) ?? 0) + 1;
    if (!this.#numbers.has(key)) {
      this.#numbers.set(key, number);
      this.#counts.set(kind, number);
    }
    const made = kind === 'URL' ? `https://host-${number}.invalid/` : `${kind}-${number}`;
    return made.length <= maxLength ? made : String(number).slice(-maxLength);
  }
}

type Inside = Place & { root: Schema };
const nowhere: Inside = { name: '', parent: '', about: '', schema: {}, root: {} };

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function resolved(schema: Schema | undefined, root: Schema): Schema {
  if (schema?.$ref === undefined) return schema ?? {};
  return root.definitions?.[schema.$ref.replace('#/definitions/', '')] ?? {};
}

/** 1.6 `{ key, value }`, 2.x `{ component, variable: { name }, … }`. */
function aboutOf({ key, variable }: Record<string, unknown>): string | undefined {
  const name = typeof key === 'string' ? key : (variable as { name?: unknown } | undefined | null)?.name;
  return typeof name === 'string' ? name : undefined;
}
