import { schemas } from './schemas.ts';
import type { ActionOf } from './types.ts';
import { type Version, versions } from './version.ts';

/**
 * Every legal action of each version, in both directions, with the 2.1 SEND. An action that is not
 * here is answered NotImplemented; one that is here but has no handler, NotSupported. [P4 §4.3]
 */
export const actions: { readonly [V in Version]: readonly ActionOf<V>[] } = {
  'ocpp1.6': namesOf<ActionOf<'ocpp1.6'>>('ocpp1.6'),
  'ocpp2.0.1': namesOf<ActionOf<'ocpp2.0.1'>>('ocpp2.0.1'),
  'ocpp2.1': namesOf<ActionOf<'ocpp2.1'>>('ocpp2.1'),
};

/** Derived from the schema names; actions.test.ts proves that they are the names of the types. */
function namesOf<A extends string>(version: Version): readonly A[] {
  return Object.keys(schemas[version])
    .filter((name) => !name.endsWith('Response'))
    .map((name) => name.replace(/Request$/, '') as A);
}

const known = new Map(versions.map((version) => [version, new Set<string>(actions[version])]));

/** Is `name` an action of this version? Case counts. [P4 §4.2.1] */
export function isAction<V extends Version>(version: V, name: string): name is ActionOf<V> {
  return known.get(version)?.has(name) ?? false;
}
