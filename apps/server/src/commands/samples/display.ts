import type { CommandRequest } from '../words.ts';

const span = { from: '2026-05-01T10:00:00+02:00', until: '2026-05-01T18:00:00+02:00' };
const tariff = {
  tariffId: 'T1',
  currency: 'EUR',
  energy: { prices: [{ priceKwh: 0.5, conditions: { startTimeOfDay: '08:00', endTimeOfDay: '20:00' } }, { priceKwh: 0.4 }] },
  idleTime: { prices: [{ priceMinute: 0.1 }], taxRates: [{ type: 'VAT', tax: 19 }] },
};

/** Each verb in its plain and in its fullest form. For tests. */
export const displaySamples: CommandRequest[] = [
  { verb: 'setDisplayMessage', priority: 'NormalCycle', content: 'Welcome', format: 'UTF8', translations: [] },
  {
    verb: 'setDisplayMessage',
    id: 7,
    priority: 'AlwaysFront',
    state: 'Charging',
    ...span,
    sessionId: 5,
    evseId: 2,
    content: 'Welcome',
    format: 'ASCII',
    language: 'en',
    translations: [],
  },
  {
    verb: 'setDisplayMessage',
    priority: 'InFront',
    state: 'Discharging',
    content: 'https://pay.example.org',
    format: 'QRCODE',
    language: 'en',
    translations: [
      { content: 'Willkommen', format: 'UTF8', language: 'de' },
      { content: 'Bienvenue', format: 'UTF8' },
    ],
  },
  { verb: 'getDisplayMessages' },
  { verb: 'getDisplayMessages', ids: [1, 2], priority: 'InFront', state: 'Idle' },
  { verb: 'clearDisplayMessage', id: 7 },
  { verb: 'setDefaultTariff', evseId: 0, tariff },
  { verb: 'getTariffs', evseId: 1 },
  { verb: 'clearTariffs' },
  { verb: 'clearTariffs', tariffIds: ['T1', 'T2'], evseId: 1 },
  { verb: 'changeTransactionTariff', sessionId: 5, tariff },
];
