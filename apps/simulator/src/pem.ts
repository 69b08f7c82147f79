import { readFileSync } from 'node:fs';
import type { Arguments } from './arguments.ts';

/** The name of the nth station, from 0. */
export function identityOf(prefix: string, n: number): string {
  return `${prefix}-${String(n + 1).padStart(4, '0')}`;
}

/** The files that `--ca` and `--cert` name, or the sentence that says which cannot be used. */
export function readPem({
  ca,
  certificate,
  prefix,
  stations,
}: Pick<Arguments, 'ca' | 'certificate' | 'prefix' | 'stations'>):
  | { ca: string | null; certificates: readonly { cert: string; key: string }[] }
  | { wrong: string } {
  let path = ca ?? '';
  try {
    const roots = ca === null ? null : readFileSync(path, 'utf8');
    if (certificate === null) return { ca: roots, certificates: [] };
    const certificates: { cert: string; key: string }[] = [];
    for (let n = 0; n < stations; n++) {
      path = certificate.replaceAll('{id}', identityOf(prefix, n));
      const text = readFileSync(path, 'utf8');
      if (!text.includes('PRIVATE KEY-----')) return { wrong: `--cert: ${path} holds no private key.` };
      // TLS takes from the text what it looks for.
      certificates.push({ cert: text, key: text });
    }
    return { ca: roots, certificates };
  } catch {
    return { wrong: `The file ${path} cannot be read.` };
  }
}
