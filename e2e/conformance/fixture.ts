import type { Client } from '@stationmaster/contract';

/** The cards that the cases ask a CSMS to know. */
export const cards = {
  good: 'GOOD0001',
  blocked: 'BLOCKED1',
  expired: 'EXPIRED1',
  /** Two of a group. */
  sibling: ['SIBLING1', 'SIBLING2'],
  group: 'FAMILY',
  master: 'MASTER01',
  masterGroup: 'MASTERGROUP',
  /** No CSMS of ours has it. */
  unknown: 'UNKNOWN1',
} as const;
/** Passwords of the cases; the log shows none. */
export const password = { old: 'first-password-0123456789', new: 'second-password-012345678' } as const;
export const secrets: ReadonlySet<string> = new Set(Object.values(password));
/** Of the tariff at the site; a price of energy alone. */
export const pricePerKwh = 0.5;

/** Makes the site with its tariff and the cards; returns the id of the site. */
export async function prepare(client: Client): Promise<number> {
  const tariff = await client.createTariff({
    body: {
      name: 'Energy',
      currency: 'EUR',
      taxIncluded: true,
      elements: [{ priceComponents: [{ type: 'ENERGY', price: String(pricePerKwh), stepSize: 1 }] }],
    },
  });
  const site = await client.createSite({
    body: { name: 'Laboratory', timeZone: 'Europe/Berlin', currency: 'EUR', tariffId: tariff.id },
  });
  const known = [
    { value: cards.good },
    { value: cards.blocked, blocked: true },
    { value: cards.expired, validUntil: '2020-01-01T00:00:00Z' },
    ...cards.sibling.map((value) => ({ value, groupId: cards.group })),
    { value: cards.master, groupId: cards.masterGroup },
  ];
  for (const body of known) await client.createToken({ body });
  return site.id;
}
