import { readFileSync } from 'node:fs';
import type { Version } from '@stationmaster/ocpp';

/** A certification case for a CSMS. */
export interface Case {
  /** As the test documents number it, such as TC_B_01_CSMS. */
  id: string;
  /** Certification profiles that ask for it, such as Core; empty: none, or not published (2.1). */
  profile: string;
  /** mandatory, conditional (on which optional feature), optional, withdrawn, addition (of 2.1) */
  need: string;
  title: string;
  /** Why it cannot be run yet; empty: it is run. */
  waiting: string;
}
const file = { 'ocpp1.6': '1.6', 'ocpp2.0.1': '2.0.1', 'ocpp2.1': '2.1' } as const satisfies Record<Version, string>;

/**
 * Every case of a version: the 77 of 1.6, the 252 of 2.0.1, the 78 that 2.1 adds. Sources: OCPP 2.0.1 edition 3 Part 5 and 6
 * with errata 2025-09; test cases of 1.6, 2024-04 with the revision of 2025-09; for 2.1 secondary material, Part 6 of it
 * not being public.
 */
export function casesOf(version: Version): Case[] {
  const [, ...lines] = readFileSync(new URL(`cases/${file[version]}.csv`, import.meta.url), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => {
    const cells = line.split(';');
    const [id = '', profile = '', need = '', title = '', waiting = ''] = cells;
    if (cells.length !== 5) throw new Error(`${file[version]}.csv: ${id} has ${cells.length} cells instead of 5`);
    return { id, profile, need, title, waiting };
  });
}
