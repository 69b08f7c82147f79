import { type Row, type Topic, topics } from './rows.ts';

export type { DataType, Topic } from './rows.ts';

/** What we know of a setting by its name alone. */
export interface KnownVariable extends Omit<Row, 'names'> {
  topic: Topic;
}

const known: ReadonlyMap<string, KnownVariable> = new Map(
  Object.entries(topics).flatMap(([topic, rows]) =>
    rows.flatMap(({ names, ...row }: Row): [string, KnownVariable][] =>
      names.map((name) => [name.toLowerCase(), { ...row, topic: topic as Topic }]),
    ),
  ),
);

/** A key of 1.6 has component ''. Names compare without case. [P2 appendix; field] */
export function knownVariable(component: string, variable: string): KnownVariable | null {
  if (component === '') return known.get(variable.toLowerCase()) ?? null;
  return known.get(`${component}.${variable}`.toLowerCase()) ?? known.get(`*.${variable}`.toLowerCase()) ?? null;
}

/** Every meaning, for the texts of the console. */
export const variableMeanings: readonly string[] = Object.values(topics).flatMap((rows) => rows.map(({ meaning }: Row) => meaning));
