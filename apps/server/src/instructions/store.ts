import { type Kysely, sql } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';

type Db = Kysely<Tables>;

export interface InstructionRow {
  id: number;
  name: string;
  vendor: string;
  model: string;
  steps: { en: string[]; de: string[] };
  replaces: string | null;
  updated_by: string;
  updated_at: Date;
}
const columns = sql`id::float8 as id, name, vendor, model, steps, replaces, updated_by, updated_at`;

/** The caller's own, oldest first. */
export async function selectInstructions(db: Db): Promise<InstructionRow[]> {
  return (await sql<InstructionRow>`select ${columns} from connection_instruction order by id`.execute(db)).rows;
}

export interface InstructionFields extends Pick<InstructionRow, 'name' | 'vendor' | 'model' | 'steps'> {
  by: string;
  at: number;
}
/** Undefined: the delivered ones are replaced by others already. */
export async function insertInstruction(
  db: Db,
  tenantId: number,
  { name, vendor, model, steps, by, at, replaces }: InstructionFields & { replaces: string | null },
): Promise<InstructionRow | undefined> {
  const { rows } =
    await sql<InstructionRow>`insert into connection_instruction (tenant_id, name, vendor, model, steps, replaces, updated_by, updated_at)
    values (${tenantId}, ${name}, ${vendor}, ${model}, ${JSON.stringify(steps)}::jsonb, ${replaces}, ${by}, ${new Date(at)})
    on conflict (tenant_id, replaces) do nothing returning ${columns}`.execute(db);
  return rows[0];
}
/** Undefined: there is none. */
export async function replaceInstruction(
  db: Db,
  id: number,
  { name, vendor, model, steps, by, at }: InstructionFields,
): Promise<InstructionRow | undefined> {
  const { rows } =
    await sql<InstructionRow>`update connection_instruction set name = ${name}, vendor = ${vendor}, model = ${model}, steps = ${JSON.stringify(steps)}::jsonb,
      updated_by = ${by}, updated_at = ${new Date(at)} where id = ${id} returning ${columns}`.execute(db);
  return rows[0];
}
/** Returns false when there is none. */
export async function deleteInstruction(db: Db, id: number): Promise<boolean> {
  return (await sql`delete from connection_instruction where id = ${id} returning id`.execute(db)).rows.length > 0;
}
