import { expect, test } from 'vitest';
import { addressOf, filesBase, safeName } from './address.ts';

const token = 'ab'.repeat(20);
const plain = { filesUrl: '', publicUrl: '', host: '10.0.0.1', port: 8080, tlsPort: '' as const, tlsUrl: '' };

test.each([
  ['nothing set', {}, 1, 'http://10.0.0.1:8080'],
  ['a public address', { publicUrl: 'https://csms.example.org' }, 1, 'https://csms.example.org'],
  ['TLS of our own, a station without', { tlsPort: 8443 }, 1, 'http://10.0.0.1:8080'],
  ['TLS of our own, a station with', { tlsPort: 8443 }, 2, 'https://10.0.0.1:8443'],
  ['another name for TLS', { tlsPort: 8443, tlsUrl: 'wss://tls.example.org' }, 3, 'https://tls.example.org'],
  ['an address for files', { publicUrl: 'https://a.example', filesUrl: 'http://files.example', tlsPort: 1 }, 3, 'http://files.example'],
])('where files are: %s', (...[, config, profile, base]) => expect(filesBase({ ...plain, ...config }, profile)).toBe(base));

test.each([
  [`/files/${token}/fw.bin`, 'fw.bin'],
  [`//files//${token.toUpperCase()}//fw%20x.bin`, 'fw x.bin'],
  [`/files/${token}`, ''],
  [`/files/${token}/%zz`, '%zz'],
])('an address: %s', (path, name) => {
  expect(addressOf(path)?.name).toBe(name);
  expect(addressOf(path)?.tokenHash).toEqual(addressOf(`/files/${token}/x`)?.tokenHash);
});
test.each(['/files/', `/files/${token}a/x`, '/files/zz', `/file/${token}`, `/api/files/${token}`])('no address: %s', (path) =>
  expect(addressOf(path)).toBeNull(),
);
test.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\logs\\a.log', 'a.log'],
  ['..', 'otherwise'],
  ['', 'otherwise'],
  ['a"b\n.log', 'ab.log'],
  ['ü 1.zip', 'ü 1.zip'],
])('a name: %s', (name, safe) => expect(safeName(name, 'otherwise')).toBe(safe));
