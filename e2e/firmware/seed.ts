import { flawless, type Network, virtualFirmwareFile } from '@stationmaster/simulator';
import type { Install } from '../install.ts';

type Flaw = NonNullable<Parameters<typeof virtualFirmwareFile>[0]['does']>;
export const maker = { ...flawless, name: 'Acme', model: 'Box', firmware: '1.0.0' };

/** Brings a version to the library, as the console does it. Returns its id. */
export async function bring(
  install: Install,
  version: string,
  { does, size = 60_000 }: { does?: Flaw; size?: number } = {},
): Promise<number> {
  const { client } = install;
  const { id } = await client.createFirmware({ body: { vendor: 'Acme', model: 'Box', version } });
  const { path } = await client.uploadFirmware({ params: { firmwareId: id }, body: { name: `acme-box-${version}.bin` } });
  const file = virtualFirmwareFile({ version, ...(does === undefined ? {} : { does }) }, size);
  const response = await fetch(install.url + path, { method: 'PUT', body: new Uint8Array(file) });
  if (response.status !== 201) throw new Error(`The file was not taken: ${response.status} ${await response.text()}`);
  return id;
}

/** Registers and boots so many stations of all versions, a few at a time. */
export async function bootAll(install: Install, network: Network, ids: readonly string[]): Promise<void> {
  const versions = ['ocpp1.6', 'ocpp2.0.1', 'ocpp2.1'] as const;
  const waiting = ids.map((id, index) => ({ id, version: versions[index % 3] ?? 'ocpp1.6' }));
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      await install.client.createStation({ body: { id: next.id, securityProfile: 0 } });
      await network.add({ ...next, maker }).boot(60_000);
    }
  };
  await Promise.all(Array.from({ length: 20 }, worker));
}
