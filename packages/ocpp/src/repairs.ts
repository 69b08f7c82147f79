import type { Repair } from './repair-row.ts';
import { formRepairs } from './repairs-of-form.ts';
import { lossyRepairs } from './repairs-of-loss.ts';

const all = [...formRepairs, ...lossyRepairs] as const;

export type RepairName = (typeof all)[number]['name'];

/** The repairs, the first that fits wins. A new fault of the field is a new row. */
export const repairs: readonly (Repair & { name: RepairName })[] = all;
