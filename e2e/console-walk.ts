import type { Browser } from 'playwright-core';
import { desktop, openPage, phone, signIn, type View } from './browser.ts';
import type { Seeded } from './console-seed.ts';
import { faultsOf, settled } from './inspect.ts';
import { administrator } from './install.ts';

/**
 * In which pages are looked at, each in three of them: every second page in those of half 0, the others in those of half 1. So each is
 * seen wide and narrow, light and dark and in both languages, in half the time.
 */
export const views: [name: string, view: View, half: 0 | 1][] = [
  ['English, desktop, light', desktop, 0],
  ['German, phone, light', { ...phone, locale: 'de-DE' }, 0],
  ['German, a large wall screen, dark', { width: 3840, height: 2160, scheme: 'dark', locale: 'de-DE' }, 0],
  ['German, desktop, dark', { ...desktop, scheme: 'dark', locale: 'de-DE' }, 1],
  ['English, phone, dark', { ...phone, scheme: 'dark' }, 1],
  ['English, the smallest phone, light', { ...phone, width: 360, height: 640 }, 1],
];
export function halfOf(addresses: readonly string[], half: 0 | 1): string[] {
  return addresses.filter((_, index) => index % 2 === half);
}

const station = '/stations/HALL-1';
/** What a day's work opens, walked by `console.test.ts`. */
export function dailyAddresses(seeded: Seeded): string[] {
  return [
    '/',
    '/stations',
    '/events',
    '/events?state=all',
    station,
    ...['messages', 'events', 'configuration', 'commands', 'behaviour', 'details'].map((tab) => `${station}?tab=${tab}`),
    `${station}?tab=messages&fold=session&repaired=true`,
    `${station}?tab=messages&fold=session`,
    `${station}?tab=commands&send=SetChargingProfile`,
    '/stations?add=1',
    '/stations?command=1',
    '/stations/HALL-3?tab=commands',
    '/bulk',
    `/bulk/${seeded.bulk}`,
    `/bulk/${seeded.bulk}?status=offline`,
    '/sessions',
    `/sessions/${seeded.activeSession}`,
    `/sessions/${seeded.endedSession}`,
    `/sessions/${seeded.endedSession}?tab=evidence`,
    '/lobby',
    '/drivers',
    '/drivers?add=1',
    '/drivers?tab=groups',
    '/drivers?tab=groups&add=1',
    '/drivers?tab=companies',
    '/drivers?tab=companies&add=1',
    '/drivers?tab=home',
    '/cards',
    '/cards?tab=taps',
    '/cards?add=1',
    '/prices',
    '/prices/new',
    '/prices/new?template=night',
    ...['market', 'less', 'trials', 'supply', 'holidays'].map((tab) => `/prices?tab=${tab}`),
    '/prices?tab=market&add=1',
    '/prices?tab=less&add=1',
    '/prices?tab=trials&add=1',
    '/prices?tab=supply&add=1',
    '/sites',
    '/sites?add=1',
    '/people',
    '/audit',
  ];
}

/** What is behind the addresses with a number in them. */
export interface Further {
  alert: number;
  driver: number;
  company: number;
  fleetMove: number;
  campaign: number;
  acceptance: number;
  log: number;
}
/** All other pages, and the other panels of a station; walked by `console-further.test.ts`. HALL-4 speaks 2.1. */
export function furtherAddresses(further: Further): string[] {
  const panels = ['now', 'display', 'limits', 'grid', 'alerts', 'monitoring', 'upkeep', 'firmware', 'logs', 'meterKeys'];
  return [
    ...[...panels, 'security', 'forwarding', 'uptime', 'acceptance'].map((tab) => `/stations/HALL-4?tab=${tab}`),
    '/alerts',
    '/alerts?tab=rules',
    `/alerts/${further.alert}`,
    '/security',
    `/security/${further.fleetMove}`,
    `/drivers/${further.driver}`,
    `/companies/${further.company}`,
    '/certificates',
    '/price-map',
    '/price-map/HALL-4',
    '/checks',
    '/checks?tab=rules',
    '/firmware',
    `/firmware/${further.campaign}`,
    '/configuration',
    '/acceptance',
    `/acceptance/${further.acceptance}`,
    '/second-back-ends',
    '/uptime',
    '/reports',
    '/reports?tab=schedules',
    '/logs',
    `/logs/${further.log}`,
  ];
}

/** Opens each address as a person who has signed in; what is wrong there, by address, and in which language and scheme it all was. */
export async function walk(
  place: { browser: Browser; url: string; view: View },
  addresses: readonly string[],
): Promise<{ faults: Record<string, string[]>; language: string; scheme: string | undefined }> {
  const { page, problems } = await openPage(place.browser, place.view);
  page.setDefaultTimeout(60_000);
  await signIn(page, { url: place.url, ...administrator });
  const faults: Record<string, string[]> = {};
  for (const address of addresses) {
    const opening = async (): Promise<void> => {
      await page.goto(place.url + address);
      await settled(page);
      if (/(add|command)=1$/.test(address)) await page.getByRole('dialog').waitFor();
    };
    const unopened = await opening().then(
      () => [],
      (error: unknown) => [`does not open: ${String(error)}`],
    );
    const found = [...unopened, ...(await faultsOf(page, { isNarrow: place.view.width < 500 })), ...problems.splice(0)];
    if (found.length > 0) faults[address] = found;
  }
  const [language = '', scheme] = await page.evaluate(() => [
    document.documentElement.lang,
    document.documentElement.dataset['mantineColorScheme'],
  ]);
  await page.context().close();
  return { faults, language, scheme };
}
