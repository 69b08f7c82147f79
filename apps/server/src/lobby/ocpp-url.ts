import { networkInterfaces } from 'node:os';
import type { Config } from '../config.ts';

type Addresses = Pick<Config, 'publicUrl' | 'host' | 'tlsPort' | 'tlsUrl'>;

/** The address of encrypted stations, to be followed by the id; null: there is no encryption here. */
export function tlsUrl({ publicUrl, host, tlsPort, tlsUrl: own }: Addresses): string | null {
  if (own !== '') return `${own}/ocpp/`;
  if (publicUrl.startsWith('https:')) return `${publicUrl.replace(/^http/, 'ws')}/ocpp/`;
  return tlsPort === '' ? null : `wss://${hostName(host)}:${tlsPort}/ocpp/`;
}

/** What is typed into a station, to be followed by its id: the public address, or this machine's in its network. */
export function ocppUrl({ publicUrl, host, port }: Pick<Config, 'publicUrl' | 'host' | 'port'>): string {
  if (publicUrl !== '') return `${publicUrl.replace(/^http/, 'ws')}/ocpp/`;
  return `ws://${hostName(host)}:${port}/ocpp/`;
}

function hostName(host: string): string {
  const isEverywhere = host === '0.0.0.0' || host === '::';
  const address = isEverywhere ? lanAddress() : host;
  return address.includes(':') ? `[${address}]` : address;
}

function lanAddress(): string {
  const addresses = Object.values(networkInterfaces()).flat();
  return addresses.find((address) => address?.family === 'IPv4' && !address.internal)?.address ?? 'localhost';
}
