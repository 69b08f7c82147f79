import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { type OcmfDraft, ocmfPayload, ocmfText } from '@stationmaster/domain';
import type { Version } from '@stationmaster/ocpp';
import { RawStation } from '../commands/raw-station.ts';
import { type ApiApp, startApiApp } from '../commands/test-app.ts';

export const hour = 3_600_000;
export interface QualityWorld extends ApiApp {
  connected: (version: Version) => Promise<Player>;
  /** What was found in a session once it is so; by default once it was looked at. */
  judged: (id: number, isSo?: (check: Check) => boolean) => Promise<Check>;
  /** Two hours ago, an hour long, 10 kWh. */
  usual: () => Course;
}
export interface Player {
  id: string;
  station: RawStation;
  /** Plays a whole session and answers with its id. */
  session: (course: Course) => Promise<number>;
}
// What the API answers is looked into by tests that say what they expect.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type Check = any;

/** The real app with a site and a price, where stations play whole sessions, signed or not. For tests. */
export async function startQualityWorld(): Promise<QualityWorld> {
  const app = await startApiApp();
  const open: RawStation[] = [];
  await app.api('POST', '/sites', { name: 'Yard', timeZone: 'Europe/Berlin', currency: 'EUR', openAccess: true });
  const sites = await app.api('GET', '/sites');
  await app.api('POST', '/tariffs', {
    name: 'Day',
    currency: 'EUR',
    elements: [{ priceComponents: [{ type: 'ENERGY', price: '0.50' }] }],
    siteIds: [sites.body.items[0].id],
  });
  return {
    ...app,
    connected: (version) => connected(app, open, version),
    judged: (id, isSo = ({ outcome }) => outcome !== null) => app.eventually(`/sessions/${id}/check`, isSo),
    usual: () => {
      const from = Math.floor(app.context.clock() / 1000) * 1000 - 2 * hour;
      return { from, to: from + hour, startWh: 1000, stopWh: 11_000 };
    },
    stop: async () => {
      await Promise.all(open.map((station) => station.close()));
      await app.stop();
    },
  };
}

export const iso = (at: number) => new Date(at).toISOString();
export const meterPair = () => generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
export const keyOf = (key: KeyObject) => key.export({ format: 'der', type: 'spki' }).toString('hex');
export function signed(key: KeyObject, draft: OcmfDraft, method = 'ECDSA-secp256r1-SHA256'): string {
  const payload = ocmfPayload(draft);
  return ocmfText(payload, { method, signature: sign('sha256', Buffer.from(payload), key).toString('hex') });
}

export interface Course {
  from: number;
  to: number;
  startWh: number;
  stopWh: number;
  /** Signed values of begin and end. */
  begin?: string | undefined;
  end?: string | undefined;
  publicKey?: string;
  /** Between the messages of begin and end; 2.x only. */
  between?: () => Promise<void>;
}
/** A station of this version at the site. `session` plays a whole one and answers with its id. */
async function connected(app: ApiApp, open: RawStation[], version: Version): Promise<Player> {
  const id = `Q${open.length}`;
  const site = (await app.api('GET', '/sites')).body.items[0].id;
  await app.api('POST', '/stations', { id, securityProfile: 0, siteId: site });
  const station = await RawStation.connect(app.ocpp + id, version);
  open.push(station);
  const is16 = version === 'ocpp1.6';
  await station.call(
    'BootNotification',
    is16
      ? { chargePointVendor: 'Acme', chargePointModel: 'One' }
      : { reason: 'PowerUp', chargingStation: { vendorName: 'Acme', model: 'Two' } },
  );
  const play16 = async ({ from, to, startWh, stopWh, begin, end }: Course) => {
    const { transactionId } = await station.call('StartTransaction', {
      connectorId: 1,
      idTag: 'CARD',
      meterStart: startWh,
      timestamp: iso(from),
    });
    const value = (text: string | undefined, at: number, context: string) =>
      text === undefined ? [] : [{ timestamp: iso(at), sampledValue: [{ value: text, format: 'SignedData', context }] }];
    const transactionData = [...value(begin, from, 'Transaction.Begin'), ...value(end, to, 'Transaction.End')];
    await station.call('StopTransaction', {
      transactionId,
      meterStop: stopWh,
      timestamp: iso(to),
      ...(transactionData.length > 0 ? { transactionData } : {}),
    });
    return Number(transactionId);
  };
  let seqNo = 0;
  const play2x = async ({ from, to, startWh, stopWh, begin, end, publicKey = '', between }: Course) => {
    const transactionId = `${id}-${from}`;
    const event = (eventType: string, { at, wh }: { at: number; wh: number }, text: string | undefined) =>
      station.call('TransactionEvent', {
        eventType,
        triggerReason: eventType === 'Started' ? 'Authorized' : 'StopAuthorized',
        timestamp: iso(at),
        seqNo: seqNo++,
        transactionInfo: { transactionId },
        evse: { id: 1, connectorId: 1 },
        ...(eventType === 'Started' ? { idToken: { idToken: 'CARD', type: 'ISO14443' } } : {}),
        meterValue: [
          {
            timestamp: iso(at),
            sampledValue: [
              {
                value: wh,
                context: eventType === 'Started' ? 'Transaction.Begin' : 'Transaction.End',
                ...(text === undefined
                  ? {}
                  : {
                      signedMeterValue: {
                        signedMeterData: Buffer.from(text).toString('base64'),
                        signingMethod: '',
                        encodingMethod: 'OCMF',
                        publicKey: publicKey === '' ? '' : Buffer.from(`oca:base16:asn1:${publicKey}`).toString('base64'),
                      },
                    }),
              },
            ],
          },
        ],
      });
    await event('Started', { at: from, wh: startWh }, begin);
    await between?.();
    await event('Ended', { at: to, wh: stopWh }, end);
    const { body } = await app.api('GET', `/sessions?stationId=${id}`);
    return Number(body.items.find((one: { transactionId: string }) => one.transactionId === transactionId).id);
  };
  return { id, station, session: is16 ? play16 : play2x };
}
export const kinds = (check: { findings: { kind: string }[] }) => check.findings.map(({ kind }) => kind);
