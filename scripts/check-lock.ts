/**
 * npm leaves an optional platform package out of the lock without a word when the registry lacks it at that moment, and
 * `npm ci` then fails on another person's machine. So: every optional dependency of every package must stand in the lock,
 * and the lock must not name download hosts.
 */
import { readFileSync } from 'node:fs';

interface LockedPackage {
  version?: string;
  resolved?: string;
  link?: boolean;
  optionalDependencies?: Record<string, string>;
}

const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')) as {
  packages: Record<string, LockedPackage>;
};
const problems: string[] = [];

for (const [path, locked] of Object.entries(lock.packages)) {
  if (locked.resolved?.startsWith('http'))
    problems.push(`${path} names a download host; write the lock with --omit-lockfile-registry-resolved`);
  for (const name of Object.keys(locked.optionalDependencies ?? {})) {
    if (!stands(path, name)) problems.push(`${path || 'the root'} wants ${name}, which is not in the lock`);
  }
}

if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
console.log(`lock: ${Object.keys(lock.packages).length} packages, every optional dependency present`);

/** Node's own search: the package's node_modules, then those of the folders above. */
function stands(from: string, name: string): boolean {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (lock.packages[folder ? `${folder}/node_modules/${name}` : `node_modules/${name}`]) return true;
    if (folder === '') return false;
    if (!folder.includes('/node_modules/')) folder = '/node_modules/';
  }
}
