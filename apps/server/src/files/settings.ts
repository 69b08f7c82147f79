import { z } from 'zod';
import { setting, whole } from '../setting.ts';

/** The built-in file server. Part of the one table in config.ts. */
export const fileSettings = {
  filesUrl: setting(
    'FILES_URL',
    z
      .literal('')
      .or(
        z
          .url({ protocol: /^https?$/, error: 'must be an address such as http://csms.example.org:8080' })
          .transform((value) => value.replace(/\/+$/, '')),
      ),
    [
      '',
      'Address under which stations fetch firmware and bring logs, where it is not PUBLIC_URL (such as http:// for stations without TLS).',
    ],
  ),
  filesReserveBytes: setting('FILES_RESERVE_BYTES', whole(0, 1_099_511_627_776), [
    '536870912',
    'Bytes of the disk that stay free: firmware and logs that would leave less are refused.',
  ]),
  maxFirmwareBytes: setting('MAX_FIRMWARE_BYTES', whole(1024, 4_294_967_296), ['1073741824', 'Largest firmware file.']),
  maxLogBytes: setting('MAX_LOG_BYTES', whole(1024, 4_294_967_296), ['268435456', 'Largest log file that a station may bring.']),
  logRetentionDays: setting('LOG_RETENTION_DAYS', whole(1, 3650), [
    '90',
    'Logs of stations are deleted after so many days, unless they are marked to be kept.',
  ]),
} as const;
