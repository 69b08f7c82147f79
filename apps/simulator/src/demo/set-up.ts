import { randomBytes } from 'node:crypto';
import type { Api } from './api.ts';
import { drivers, places } from './places.ts';

interface Page<T> {
  items: T[];
}

/** Makes what is not there yet: sites, prices, cards, stations. Returns the stations' passwords, new with each start. */
export async function setUp(api: Api): Promise<{ passwords: Map<string, string>; isNew: boolean }> {
  const sites = (await api.get<Page<{ id: number; name: string }>>('/sites?limit=500')).items;
  const cards = (await api.get<Page<{ value: string }>>('/tokens?limit=500')).items;
  const stations = (await api.get<Page<{ id: string }>>('/stations?limit=500')).items;
  const passwords = new Map<string, string>();
  for (const { card, name } of drivers) {
    if (!cards.some(({ value }) => value === card))
      await api.post('/tokens', { value: card, type: 'ISO14443', driverName: name, note: 'Demo' });
  }
  for (const place of places) {
    const siteId = sites.find(({ name }) => name === place.name)?.id ?? (await newSite(api, place));
    for (const { id, name } of place.stations) {
      const password = randomBytes(12).toString('hex');
      passwords.set(id, password);
      if (stations.some((station) => station.id === id)) await api.post(`/stations/${id}/password`, { password });
      else await api.post('/stations', { id, name, siteId, password, securityProfile: 1 });
    }
  }
  return { passwords, isNew: !stations.some(({ id }) => passwords.has(id)) };
}

async function newSite(api: Api, { name, address, timeZone, currency, tariff }: (typeof places)[number]): Promise<number> {
  const { id: tariffId } = await api.post<{ id: number }>('/tariffs', {
    name: tariff.name,
    currency,
    taxIncluded: true,
    elements: [{ priceComponents: tariff.components }],
  });
  const { id } = await api.post<{ id: number }>('/sites', { name, address, timeZone, currency, openAccess: false, tariffId });
  return id;
}
