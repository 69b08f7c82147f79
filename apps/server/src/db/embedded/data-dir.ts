import { closeSync, fsyncSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../../start-error.ts';

/** Makes the data folder and sees that it can be written to. Throws `StartError` with one sentence when it cannot. */
export function keepDataDir(dataDir: string): void {
  const probe = join(dataDir, '.probe');
  try {
    mkdirSync(dataDir, { recursive: true });
    const handle = openSync(probe, 'w', 0o600);
    try {
      writeSync(handle, Buffer.alloc(65_536, 1));
      fsyncSync(handle);
    } finally {
      closeSync(handle);
      rmSync(probe, { force: true });
    }
  } catch (error) {
    throw new StartError(sentence(dataDir, error as NodeJS.ErrnoException));
  }
}

function sentence(folder: string, error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `The disk of the data folder ${folder} is full; free some space and start again.`;
    case 'EROFS':
      return `The data folder ${folder} lies on a read-only disk; set DATA_DIR to another one.`;
    case 'EACCES':
    case 'EPERM':
      return `The data folder ${folder} cannot be written by this user; change its owner or set DATA_DIR to another one.`;
    case 'EEXIST':
    case 'ENOTDIR':
      return `The data folder ${folder} is a file; set DATA_DIR to a folder.`;
    default:
      return `The data folder ${folder} cannot be used: ${error.message}.`;
  }
}
