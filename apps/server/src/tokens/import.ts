import { csvFault } from '@stationmaster/domain';
import type { Transaction } from 'kysely';
import { badCsv } from '../bad-csv.ts';
import type { Tables } from '../db/tables.gen.ts';
import { Failure } from '../errors.ts';
import { saveAliases } from './alias-store.ts';
import { upsertTokens } from './import-store.ts';
import { readTokenCsv } from './read-csv.ts';

/** Adds the cards of a CSV file, or changes those already known by their canonical form. Throws `badCsv`; then nothing has changed. */
export async function importTokens(db: Transaction<Tables>, tenantId: number, text: string): Promise<{ created: number; updated: number }> {
  const { lines, faults } = readTokenCsv(text);
  if (faults.length > 0) throw badCsv(faults);
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
    throw badCsv([csvFault(line ?? 1, 'cardClash', { value: clash })]);
  }
  const created = saved.filter((row) => row.created).length;
  return { created, updated: saved.length - created };
}
