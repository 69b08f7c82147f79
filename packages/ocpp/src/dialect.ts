import type { QuirkName } from './quirks.ts';
import type { Version } from './version.ts';

/** A version as one station speaks it. */
export interface Dialect {
  version: Version;
  /** See `quirksOf`. */
  quirks: ReadonlySet<QuirkName>;
  /** The IANA zone of the station's site; without it local times cannot be mended. */
  zone?: string;
}
