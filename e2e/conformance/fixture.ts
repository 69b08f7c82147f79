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
  /** Prepaid: with 10.00 EUR, and with nothing. */
  prepaid: 'PREPAID1',
  spent: 'PREPAID2',
  /** No CSMS of ours has it. */
  unknown: 'UNKNOWN1',
} as const;
/** Passwords of the cases; the log shows none. */
export const password = { old: 'first-password-0123456789', new: 'second-password-012345678' } as const;
export const secrets: Set<string> = new Set(Object.values(password));
/** Of the tariff at the site; a price of energy alone. */
export const pricePerKwh = 0.5;
/** Of the prepaid card. */
export const credit = 10;

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
  for (const value of [cards.prepaid, cards.spent]) {
    const { id } = await client.createToken({ body: { value, prepaid: true } });
    const entry = { kind: 'topUp' as const, amount: String(credit), currency: 'EUR', reason: '' };
    if (value === cards.prepaid) await client.addCredit({ params: { tokenId: id }, body: entry });
  }
  return site.id;
}
