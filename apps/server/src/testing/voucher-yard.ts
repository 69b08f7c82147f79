import { RawStation } from '../commands/raw-station.ts';
import { type ApiApp, startApiApp } from '../commands/test-app.ts';
import { createVoucherKeeper } from '../vouchers/settle.ts';
import { untilReadable } from './outbox.ts';

// Answers are looked into by tests that say what they expect.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Body = any;
interface Person {
  driverId: number;
  cards: string[];
}
interface Charge {
  token: string;
  wh: number;
  type?: string;
  id: string;
}
/** Two stations where a kWh costs 0.50 with 19 % VAT in it, drivers and voucher campaigns. For tests. */
export interface VoucherYard {
  app: ApiApp;
  siteId: number;
  /** What the server does every two seconds. */
  keep: () => Promise<number>;
  stations: RawStation[];
  person: (cards?: number) => Promise<Person>;
  campaign: (rule: object, more?: object) => Promise<{ id: number; codes: string[]; name: string }>;
  redeem: (code: string | undefined, whom: object) => Promise<{ status: number; body: Body }>;
  /** Of the driver's vouchers, the newest first. */
  left: (driver: { driverId: number }) => Promise<string[]>;
  event: (at: number, kind: 'Started' | 'Ended', said: Charge) => Promise<Body>;
  /** A whole session, and what it is billed. */
  charge: (card: string | undefined, wh: number, at?: number) => Promise<{ sessionId: number; cost: Body }>;
  lastBill: () => Promise<{ sessionId: number; cost: Body }>;
  stop: () => Promise<void>;
}

let count = 0;
/** Another each time. */
export const next = (): number => ++count;

export async function startVoucherYard(env: Record<string, string> = {}): Promise<VoucherYard> {
  const app = await startApiApp(env);
  const iso = () => new Date(app.context.clock()).toISOString();
  const siteId = (await app.api('POST', '/sites', { name: 'Yard', timeZone: 'Europe/Berlin', currency: 'EUR' })).body.id;
  const elements = [{ priceComponents: [{ type: 'ENERGY', price: '0.50', vat: '19', stepSize: 1 }] }];
  await app.api('POST', '/tariffs', { name: 'Day', currency: 'EUR', taxIncluded: true, elements, siteIds: [siteId] });
  const stations = await Promise.all(['V1', 'V2'].map((id) => opened(app, { id, siteId, at: iso() })));
  const keeper = createVoucherKeeper(app.context);
  const keep = async () => {
    await untilReadable(app.context.db);
    return await keeper();
  };
  const event: VoucherYard['event'] = async (at, kind, { token, wh, type = 'ISO14443', id }) =>
    await stations[at]?.call('TransactionEvent', {
      eventType: kind,
      triggerReason: kind === 'Ended' ? 'StopAuthorized' : 'Authorized',
      timestamp: iso(),
      seqNo: kind === 'Started' ? 0 : 1,
      transactionInfo: { transactionId: id, ...(kind === 'Ended' && { chargingState: 'Charging' }) },
      evse: { id: 1, connectorId: 1 },
      idToken: { idToken: token, type },
      meterValue: [{ timestamp: iso(), sampledValue: [{ value: wh }] }],
    });
  const lastBill: VoucherYard['lastBill'] = async () => {
    const sessionId = (await app.api('GET', '/sessions?limit=1')).body.items[0].id;
    return { sessionId, cost: (await app.api('GET', `/sessions/${sessionId}/bill`)).body.cost };
  };
  return {
    ...{ app, siteId, keep, stations, event, lastBill },
    person: async (cards = 1) => {
      const number = next();
      const { body } = await app.api('POST', '/drivers', { name: `Driver ${number}` });
      const values = Array.from({ length: cards }, (_, index) => `CARD${number}X${index}`);
      for (const value of values) await app.api('POST', '/tokens', { value, driverId: body.id });
      return { driverId: body.id, cards: values };
    },
    campaign: async (rule, more = {}) => {
      const name = `Campaign ${next()}`;
      const { status, body } = await app.api('POST', '/voucher-campaigns', { name, rule, currency: 'EUR', target: 'tenant', ...more });
      if (status !== 201) throw new Error(JSON.stringify(body));
      return { id: body.campaign.id, codes: body.codes, name };
    },
    redeem: (code, whom) => app.api('POST', '/vouchers', { code, ...whom }),
    left: async ({ driverId }) => (await app.api('GET', `/vouchers?driverId=${driverId}`)).body.items.map((one: Body) => one.left),
    charge: async (card, wh, at = 0) => {
      const said = { token: card ?? '', id: `T${next()}` };
      await event(at, 'Started', { ...said, wh: 0 });
      await event(at, 'Ended', { ...said, wh });
      await keep();
      return await lastBill();
    },
    stop: async () => {
      for (const station of stations) await station.close();
      await app.stop();
    },
  };
}

async function opened(app: ApiApp, { id, siteId, at }: { id: string; siteId: number; at: string }): Promise<RawStation> {
  await app.api('POST', '/stations', { id, securityProfile: 0, siteId });
  const station = await RawStation.connect(app.ocpp + id, 'ocpp2.1');
  await station.call('BootNotification', { reason: 'PowerUp', chargingStation: { vendorName: 'Acme', model: 'Two' } });
  await station.call('StatusNotification', { timestamp: at, connectorStatus: 'Available', evseId: 1, connectorId: 1 });
  return station;
}
