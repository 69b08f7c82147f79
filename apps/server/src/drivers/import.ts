import { type CsvFault, canonicalToken, csvFault } from '@stationmaster/domain';
import type { Transaction } from 'kysely';
import { badCsv } from '../bad-csv.ts';
import { type Payers, payersNamed } from '../companies/named.ts';
import type { Tables } from '../db/tables.gen.ts';
import { Failure } from '../errors.ts';
import { giveTokens, takenTokens } from '../tokens/give.ts';
import { type ImportedDriver, replaceMembers, selectGroupNames, selectReferences, upsertDrivers } from './import-store.ts';
import { type DriverLine, readDriverCsv } from './read-csv.ts';

type Db = Transaction<Tables>;

/**
 * Adds the drivers of a CSV file, or changes those known by their reference. Companies and cost centres that are not there are made;
 * groups must be there, for they carry rights. Groups become those of the file; cards are only added, never taken away. Failure badCsv
 * with each line that is wrong; then nothing has changed.
 */
export async function importDrivers(db: Db, tenantId: number, text: string): Promise<{ created: number; updated: number; cards: number }> {
  const { lines, faults } = readDriverCsv(text);
  const groups = await selectGroupNames(db, [...new Set(lines.flatMap((line) => line.groups ?? []))]);
  mustBeRight([...faults, ...unknownGroups(lines, groups), ...(await takenCards(db, lines))]);

  const payers = await payersNamed(
    db,
    tenantId,
    lines.flatMap(({ company = '', costCentre = '' }) => (company === '' ? [] : [{ company, costCentre }])),
  );
  const saved = await upsertDrivers(
    db,
    tenantId,
    lines.map((line) => columnsOf(line, payers)),
  );
  const ids = new Map(saved.map(({ reference, id }) => [reference, id]));
  const idOf = ({ fields: { reference } }: DriverLine): number => ids.get(reference) ?? 0;
  const grouped = lines.filter((line) => line.groups !== undefined);
  await replaceMembers(db, tenantId, {
    driverIds: grouped.map(idOf),
    members: grouped.flatMap((line) => (line.groups ?? []).map((name) => ({ driverId: idOf(line), groupId: groups.get(name) ?? 0 }))),
  });
  const cards = await giveCards(db, tenantId, { lines, idOf });
  const created = saved.filter((row) => row.created).length;
  return { created, updated: saved.length - created, cards };
}

function columnsOf(
  { fields, company, costCentre = '' }: DriverLine,
  payers: (company: string, costCentre: string) => Payers | undefined,
): ImportedDriver {
  if (company === undefined) return { ...fields };
  const found = company === '' ? undefined : payers(company, costCentre);
  return { ...fields, company_id: found?.companyId ?? null, cost_centre_id: found?.costCentreId ?? null };
}

function unknownGroups(lines: readonly DriverLine[], known: ReadonlyMap<string, number>): CsvFault[] {
  return lines.flatMap(({ line, groups = [] }) => {
    const missing = groups.filter((name) => !known.has(name));
    return missing.length === 0 ? [] : [csvFault(line, 'noGroup', { value: missing.join(', ') })];
  });
}

async function takenCards(db: Db, lines: readonly DriverLine[]): Promise<CsvFault[]> {
  const known = await selectReferences(
    db,
    lines.map(({ fields }) => fields.reference),
  );
  const given = lines.flatMap(({ fields, cards }) => cards.map((value) => ({ value, driverId: known.get(fields.reference) ?? 0 })));
  const taken = await takenTokens(db, given);
  return lines.flatMap(({ line, cards }) =>
    cards.filter((value) => taken.has(canonicalToken(value))).map((value) => csvFault(line, 'cardTaken', { value })),
  );
}

async function giveCards(
  db: Db,
  tenantId: number,
  { lines, idOf }: { lines: readonly DriverLine[]; idOf: (line: DriverLine) => number },
): Promise<number> {
  try {
    return await giveTokens(
      db,
      tenantId,
      lines.flatMap((line) => line.cards.map((value) => ({ value, driverId: idOf(line) }))),
    );
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'alreadyExists') throw error;
    const clash = String(error.values['id']);
    const line = lines.find(({ cards }) => cards.some((value) => canonicalToken(value) === clash))?.line ?? 1;
    throw badCsv([csvFault(line, 'cardClash', { value: clash })]);
  }
}

function mustBeRight(faults: readonly CsvFault[]): void {
  if (faults.length > 0) throw badCsv(faults.toSorted((a, b) => a.line - b.line));
}
