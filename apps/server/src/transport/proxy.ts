import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import type { Config } from '../config.ts';

export type ProxySite = Pick<Config, 'trustProxy' | 'proxyAddresses'>;

const lists = new WeakMap<readonly string[], BlockList>();

/** The headers of this request were written by the proxy in front, and not by whoever can reach us. */
export function isFromProxy(site: ProxySite, request: IncomingMessage): boolean {
  if (!site.trustProxy) return false;
  const address = plainAddress(request.socket.remoteAddress);
  const family = isIP(address);
  return family !== 0 && listOf(site.proxyAddresses).check(address, family === 4 ? 'ipv4' : 'ipv6');
}

/** The caller's address. Of X-Forwarded-For only the last entry is the trusted proxy's own word. */
export function callerAddress(site: ProxySite, request: IncomingMessage): string {
  const forwarded = isFromProxy(site, request) ? lastOf(request.headers['x-forwarded-for']) : undefined;
  return forwarded || plainAddress(request.socket.remoteAddress);
}

/** What the caller used towards the proxy, as the proxy tells it. */
export function cameEncryptedToProxy(site: ProxySite, request: IncomingMessage): boolean {
  const told = isFromProxy(site, request) ? lastOf(request.headers['x-forwarded-proto'])?.toLowerCase() : undefined;
  return told === 'https' || told === 'wss';
}

/** An IPv4 address as such, however the socket writes it. */
export function plainAddress(address: string | undefined): string {
  return (address ?? '').replace(/^::ffff:(?=\d+\.)/, '');
}

function lastOf(header: string | string[] | undefined): string | undefined {
  return [header].flat().at(-1)?.split(',').at(-1)?.trim();
}

function listOf(networks: readonly string[]): BlockList {
  const known = lists.get(networks);
  if (known !== undefined) return known;
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    const family = isIP(address) === 4 ? 'ipv4' : 'ipv6';
    list.addSubnet(address, bits === undefined ? (family === 'ipv4' ? 32 : 128) : Number(bits), family);
  }
  lists.set(networks, list);
  return list;
}
