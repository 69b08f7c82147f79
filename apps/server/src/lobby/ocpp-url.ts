import { networkInterfaces } from 'node:os';
import type { Config } from '../config.ts';

/** What is typed into a station, to be followed by its id: the public address, or this machine's in its network. */
export function ocppUrl({ publicUrl, host, port }: Pick<Config, 'publicUrl' | 'host' | 'port'>): string {
  if (publicUrl !== '' && publicUrl !== '') return `${publicUrl.replace(/^http/, 'ws')}/ocpp/`;
  const isEverywhere = host === '0.0.0.0' || host === '::';
  const address = isEverywhere ? lanAddress() : host;
  return `ws://${address.includes(':') ? `[${address}]` : address}:${port}/ocpp/`;
}

function lanAddress(): string {
  const addresses = Object.values(networkInterfaces()).flat();
  return addresses.find((address) => address?.family === 'IPv4' && !address.internal)?.address ?? 'localhost';
}
