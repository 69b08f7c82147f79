import type { Algorithm } from './keys.ts';

/** A root with what hangs below it: what its leaves are for, and the kind of its keys. */
export interface Family {
  use: 'csms' | 'v2g' | 'v2g20';
  algorithm: Algorithm;
  /** Of the root. */
  title: string;
  /** How long root and intermediates are valid, from the root down, in days. */
  tiers: readonly number[];
}
const year = 365;

/**
 * The authorities of an install; each is made when it is first needed.
 * - csms: certifies this server and the stations (2.x A00 asks for servers with an RSA and an elliptic-curve certificate).
 * - v2g: ISO 15118-2 (P-256, SHA-256), two intermediates below the root as in its annex F.
 * - v2g20: ISO 15118-20 (P-521, SHA-512).
 */
export const families = {
  csmsEc: { use: 'csms', algorithm: 'ec256', title: 'CSMS Root EC', tiers: [20 * year, 8 * year] },
  csmsRsa: { use: 'csms', algorithm: 'rsa', title: 'CSMS Root RSA', tiers: [20 * year, 8 * year] },
  v2g: { use: 'v2g', algorithm: 'ec256', title: 'V2G Root', tiers: [20 * year, 6 * year, 4 * year] },
  v2g20: { use: 'v2g20', algorithm: 'ec521', title: 'V2G-20 Root', tiers: [20 * year, 6 * year, 4 * year] },
} as const satisfies Record<string, Family>;
export type FamilyName = keyof typeof families;

/** Days that a leaf is valid, and days before its end from when it is replaced. */
export const leafTerms = {
  server: { days: 365, renewDays: 60 },
  station: { days: 365, renewDays: 30 },
  v2g: { days: 90, renewDays: 30 },
  v2g20: { days: 90, renewDays: 30 },
} as const;
export type LeafUse = keyof typeof leafTerms;

/**
 * From so many days before its end an intermediate signs no more, and its successor does: longer than a leaf lives, so
 * that none is cut short. Roots get a successor two years ahead: stations must be given it first.
 */
export const authorityRenewDays = { root: 2 * year, intermediate: year + 30 } as const;
