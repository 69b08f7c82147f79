import type { Transaction } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { Failure, fail } from '../errors.ts';
import { saveAliases } from './alias-store.ts';
import { upsertTokens } from './import-store.ts';
import { readTokenCsv } from './read-csv.ts';

/** Adds the cards of a CSV file, or changes those already known by their canonical form. Throws `badCsv`; then nothing has changed. */
export async function importTokens(db: Transaction<Tables>, tenantId: number, text: string): Promise<{ created: number; updated: number }> {
  const { lines, fault } = readTokenCsv(text);
  if (fault) throw fail('badCsv', { ...fault });
  const saved = await upsertTokens(db, tenantId, lines);
  const lineOf = new Map(lines.map((line) => [line.canonical, line]));
  try {
    await saveAliases(
      db,
      tenantId,
      saved.map(({ id, canonical }) => ({ tokenId: id, canonical, aliases: lineOf.get(canonical)?.aliases })),
    );
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'alreadyExists') throw error;
    const clash = String(error.values.id);
    const line = lines.find(
      ({ canonical, aliases }) => canonical === clash || aliases?.some((alias) => alias.toUpperCase() === clash),
    )?.line;
    throw fail('badCsv', { line: line ?? 1, why: `${clash} already names another card` });
  }
  const created = saved.filter((row) => row.created).length;
  return { created, updated: saved.length - created };
}
