import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

/** What openssl says, in a folder of its own where `files` are. Throws when it fails. */
export function openssl(args: readonly string[], files: Record<string, string> = {}): { out: string; err: string } {
  const folder = mkdtempSync(join(tmpdir(), 'openssl-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    const { status, stdout, stderr } = spawnSync('openssl', [...args], { cwd: folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return { out: stdout, err: stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A root of its own that lasts as long as the tests' world does, with its key. PEM. */
export function newRoot(name: string): { certificate: string; key: string } {
  const { out: both } = openssl([
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-days',
    '7300',
    '-subj',
    `/O=Test/CN=${name}`,
    '-keyout',
    '-',
    '-set_serial',
    '0x0a1b2c',
  ]);
  const part = (label: string): string => new RegExp(`-----BEGIN ${label}-----.+?-----END ${label}-----\n`, 's').exec(both)?.[0] ?? '';
  return { certificate: part('CERTIFICATE'), key: part('PRIVATE KEY') };
}

/** The certificate for a request, signed by a root. PEM. */
export function signed(csr: string, root: { certificate: string; key: string }): string {
  const files = { 'csr.pem': csr, 'root.pem': root.certificate, 'root.key': root.key };
  const { out } = openssl(
    ['x509', '-req', '-in', 'csr.pem', '-CA', 'root.pem', '-CAkey', 'root.key', '-days', '7300', '-set_serial', '0x0102'],
    files,
  );
  return out;
}
