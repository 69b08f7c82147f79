import { lookup as resolve } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

/** Addresses that are not out in the world: this machine, the network it stands in, cloud metadata, and what has no single host behind it (RFC 6890). */
const inner = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  inner.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::', 128],
  ['::1', 128],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001:db8::', 32],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  inner.addSubnet(net, bits, 'ipv6');

/** Is this address inside? IPv4 within IPv6 (mapped, NAT64, 6to4) is judged by the IPv4. */
export function isInner(address: string): boolean {
  if (isIP(address) === 4) return inner.check(address, 'ipv4');
  if (isIP(address) !== 6) return true;
  const four = innerFour(address);
  return four === null ? inner.check(address, 'ipv6') : inner.check(four, 'ipv4');
}

function innerFour(address: string): string | null {
  const parts = groups(address);
  const dotted = (high = 0, low = 0) => `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
  if (parts.slice(0, 5).every((part) => part === 0) && (parts[5] === 0xffff || (parts[5] === 0 && (parts[6] ?? 0) > 0)))
    return dotted(parts[6], parts[7]);
  if (parts[0] === 0x64 && parts[1] === 0xff9b && parts.slice(2, 6).every((part) => part === 0)) return dotted(parts[6], parts[7]);
  return parts[0] === 0x2002 ? dotted(parts[1], parts[2]) : null;
}

/** The eight groups of an IPv6 address. */
function groups(address: string): number[] {
  const plain = address.replace(/%.*$/, '').replace(/[\d.]+\.[\d.]+$/, (four) => {
    const [first = 0, second = 0, third = 0, fourth = 0] = four.split('.').map(Number);
    return `${(first * 256 + second).toString(16)}:${(third * 256 + fourth).toString(16)}`;
  });
  const [left = '', right] = plain.split('::');
  const words = (text: string) => (text === '' ? [] : text.split(':').map((word) => Number.parseInt(word, 16)));
  if (right === undefined) return words(left);
  const [head, tail] = [words(left), words(right)];
  return [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => 0), ...tail];
}

/** A host that leads inside was asked for. */
export class InnerAddress extends Error {
  constructor(host: string) {
    super(`${host} is an address of this machine or its network`);
  }
}

/** The address to connect to; what was checked is what is used, so that a name cannot become another address in between. Throws `InnerAddress`. */
export async function outerAddress(host: string, mayBeInner: boolean): Promise<{ address: string; family: number }> {
  const name = host.replace(/^\[|\]$/g, '');
  const found = isIP(name) > 0 ? [{ address: name, family: isIP(name) }] : await resolve(name, { all: true });
  const [first] = found;
  if (first === undefined) throw new Error(`${host} has no address`);
  if (!mayBeInner && found.some(({ address }) => isInner(address))) throw new InnerAddress(host);
  return first;
}
