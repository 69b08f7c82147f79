import type { CommandRequest } from '../words.ts';

const retry = { retries: 3, retryIntervalSeconds: 60 };
const [location, checksum] = ['https://files.example.org/acme-2.1.bin', '0123456789abcdef0123456789ABCDEF'];

/** Each verb in its plain and in its fullest form. For tests. */
export const transferSamples: CommandRequest[] = [
  { verb: 'updateFirmware', location },
  { verb: 'updateFirmware', location, retrieveAt: '2026-05-02T02:00:00+02:00', ...retry },
  {
    verb: 'updateFirmware',
    location,
    retrieveAt: '2026-05-02T00:00:00Z',
    installAt: '2026-05-02T01:00:00Z',
    signingCertificate: '-----BEGIN CERTIFICATE-----',
    signature: 'c2ln',
    ...retry,
  },
  { verb: 'publishFirmware', location, checksum },
  { verb: 'publishFirmware', location, checksum, ...retry },
  { verb: 'unpublishFirmware', checksum },
  { verb: 'getLog', kind: 'diagnostics', location },
  { verb: 'getLog', kind: 'diagnostics', location, from: '2026-05-01T00:00:00Z', to: '2026-05-02T00:00:00Z', ...retry },
  { verb: 'getLog', kind: 'security', location, from: '2026-05-01T00:00:00Z', to: '2026-05-02T00:00:00Z', ...retry },
  { verb: 'getLog', kind: 'dataCollector', location },
];
