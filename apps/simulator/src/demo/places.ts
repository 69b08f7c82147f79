import type { Version } from '@stationmaster/ocpp';
import type { ScenarioName } from '../scenario/scenarios.ts';

interface Price {
  type: 'ENERGY' | 'TIME' | 'FLAT';
  price: string;
  vat: string;
}
interface Place {
  name: string;
  address: string;
  timeZone: string;
  currency: string;
  tariff: { name: string; components: readonly Price[] };
  history: ScenarioName;
  stations: readonly { id: string; name: string; version: Version; maker: string }[];
}

const row = (id: string, name: string, [version, maker]: readonly [Version, string]) => ({ id, name, version, maker });

/** Two invented places whose names say that they are a demo. */
export const places: readonly Place[] = [
  {
    name: 'Demo Workplace Berlin',
    address: 'Musterallee 1, 10115 Berlin',
    timeZone: 'Europe/Berlin',
    currency: 'EUR',
    history: 'commute',
    tariff: {
      name: 'Demo staff price',
      components: [
        { type: 'ENERGY', price: '0.39', vat: '19' },
        { type: 'FLAT', price: '0.50', vat: '19' },
      ],
    },
    stations: [
      row('DEMO-B01', 'Garage north 1', ['ocpp1.6', 'Aurora Charge']),
      row('DEMO-B02', 'Garage north 2', ['ocpp2.0.1', 'Aurora Charge']),
      row('DEMO-B03', 'Garage north 3', ['ocpp2.1', 'Aurora Charge']),
      row('DEMO-B04', 'Garage south 1', ['ocpp1.6', 'Borealis']),
      row('DEMO-B05', 'Garage south 2', ['ocpp2.0.1', 'Borealis']),
      row('DEMO-B06', 'Garage south 3', ['ocpp1.6', 'Cobalt Energy']),
      row('DEMO-B07', 'Garage south 4', ['ocpp1.6', 'Cobalt Energy']),
      row('DEMO-B08', 'Visitors 1', ['ocpp2.1', 'Eisvogel']),
      row('DEMO-B09', 'Visitors 2', ['ocpp1.6', 'Eisvogel']),
      row('DEMO-B10', 'Courtyard', ['ocpp2.0.1', 'Eisvogel']),
      row('DEMO-B11', 'Loading bay', ['ocpp2.0.1', 'Delphin']),
    ],
  },
  {
    name: 'Demo Hotel London',
    address: '1 Example Street, London',
    timeZone: 'Europe/London',
    currency: 'GBP',
    history: 'busy',
    tariff: {
      name: 'Demo guest price',
      components: [
        { type: 'ENERGY', price: '0.65', vat: '20' },
        { type: 'TIME', price: '1.20', vat: '20' },
      ],
    },
    stations: [
      row('DEMO-L01', 'Forecourt 1', ['ocpp2.0.1', 'Delphin']),
      row('DEMO-L02', 'Forecourt 2', ['ocpp1.6', 'Delphin']),
      row('DEMO-L03', 'Car park 1', ['ocpp2.1', 'Aurora Charge']),
      row('DEMO-L04', 'Car park 2', ['ocpp2.1', 'Aurora Charge']),
      row('DEMO-L05', 'Car park 3', ['ocpp1.6', 'Borealis']),
      row('DEMO-L06', 'Car park 4', ['ocpp1.6', 'Borealis']),
      row('DEMO-L07', 'Staff 1', ['ocpp2.0.1', 'Eisvogel']),
      row('DEMO-L08', 'Staff 2', ['ocpp1.6', 'Cobalt Energy']),
      row('DEMO-L09', 'Spa', ['ocpp2.0.1', 'Borealis']),
    ],
  },
];

export const drivers: readonly { card: string; name: string }[] = [
  ['04A1B2C3D4', 'Anna Beispiel'],
  ['04B2C3D4E5', 'Ben Carter'],
  ['04C3D4E5F6', 'Chiara Rossi'],
  ['04D4E5F607', 'David Okafor'],
  ['04E5F60718', 'Elif Yılmaz'],
  ['04F6071829', 'Finn Nowak'],
  ['0407182930', 'Grace Hughes'],
  ['0418293041', 'Hugo Martin'],
  ['0429304152', 'Ines Almeida'],
  ['0430415263', 'Jonas Weber'],
  ['0441526374', 'Kate Murray'],
  ['0452637485', 'Liam Svensson'],
].map(([card = '', name = '']) => ({ card, name }));

/** Has calls of its own in the lobby: nobody has registered it. */
export const newcomer = { id: 'DEMO-NEW', version: 'ocpp2.0.1', maker: 'Aurora Charge' } as const;
/** Stands still with a fault until someone resets it. */
export const broken = 'DEMO-B10';
/** Went away after the week of history. */
export const missing = 'DEMO-L09';
