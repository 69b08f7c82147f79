import { expect } from 'vitest';
import { goodClient, goodServer, nextProfile } from '../encryption.ts';
import { secrets } from '../fixture.ts';
import type { Cases } from '../run.ts';
import { boot, type Station16 } from './station.ts';

/** Encryption, and the way to more of it. */
export const encryption: Cases<'ocpp1.6'> = {
  TC_083_CSMS: (lab) => nextProfile(lab, { boot, obey, rotate }),
  TC_086_CSMS: (lab) => goodServer(lab, boot),
  TC_087_CSMS: (lab) => goodClient(lab, boot),
};

async function obey(station: Station16): Promise<void> {
  const write = await station.expectCall('ChangeConfiguration');
  expect(write.payload).toEqual({ key: 'SecurityProfile', value: '2' });
  write.answer({ status: 'Accepted' });
  const read = await station.expectCall('GetConfiguration');
  expect(read.payload).toEqual({ key: ['SecurityProfile'] });
  read.answer({ configurationKey: [{ key: 'SecurityProfile', readonly: false, value: '2' }] });
  const reset = await station.expectCall('Reset');
  reset.answer({ status: 'Accepted' });
}

/** Over the encrypted line it gets another password: the bytes in hex. */
async function rotate(station: Station16): Promise<string> {
  const write = await station.expectCall('ChangeConfiguration');
  const { key, value } = write.payload;
  expect(key).toBe('AuthorizationKey');
  expect(value).toMatch(/^[0-9A-F]{40}$/);
  secrets.add(value);
  write.answer({ status: 'Accepted' });
  return value;
}
