import { createHmac } from 'node:crypto';
import { expect } from 'vitest';
import { secrets } from '../fixture.ts';
import type { Cases } from '../run.ts';
import { booted, energy, type IdToken, type Lab21, type Station21, Transaction } from '../v2x/station.ts';
import { payment, receipt } from './payments.ts';

interface Code {
  station: Station21;
  /** The address that the station would show now. */
  address: (query?: string, shift?: number) => string;
}

/** C25: a QR code on the station's display. */
export const qrCode: Cases<'ocpp2.1'> = {
  TC_C_131_CSMS: async (lab) => {
    const { station, address } = await dynamicCode(lab);
    const shown = address('&maxcost=10&maxenergy=30000');
    const text = await (await fetch(shown, { headers: { 'accept-language': 'en' } })).text();
    expect(text).toContain('Pay for charging');
    expect(text).toContain('€10.00');
    const ticket = /name="ticket" value="([^"]+)"/.exec(text)?.[1] ?? '';
    const going = post(shown, { ticket });
    const lock = await lab.hear(station, 'NotifyWebPaymentStarted', going);
    expect(lock.payload).toMatchObject({ evseId: 1, timeout: 180 });
    lock.answer({});
    const bank = (await going).headers.get('location') ?? '';
    expect(await (await fetch(bank)).text()).toContain('€10.00');
    const approved = post(bank, { say: 'approve' });
    const start = await lab.hear(station, 'RequestStartTransaction', approved);
    expect(start.payload).toMatchObject({ evseId: 1, idToken: { type: 'DirectPayment', idToken: expect.stringMatching(/^LAB-/) } });
    start.answer({ status: 'Accepted' });
    const receiptUrl = (await approved).headers.get('location') ?? '';

    const idToken = start.payload.idToken as unknown as IdToken;
    const transaction = new Transaction<'ocpp2.1'>(station);
    const info = { remoteStartId: start.payload.remoteStartId, chargingState: 'Charging' as const };
    const first = await transaction.started('RemoteStart', info, { idToken, meterValue: [energy(0, 'Transaction.Begin')] });
    expect(first).toMatchObject({ idTokenInfo: { status: 'Accepted' }, transactionLimit: { maxCost: 10, maxEnergy: 30_000 } });
    const end = { idToken, meterValue: [energy(2000, 'Transaction.End')] as [ReturnType<typeof energy>] };
    const answer = await transaction.ended('StopAuthorized', { stoppedReason: 'Local' }, end);
    expect(answer).toMatchObject({ totalCost: 1, updatedPersonalMessage: { format: 'URI', content: receiptUrl } });
    await payment(lab, station, { state: 'settled', way: 'web', held: '10', amount: '1', receiptUrl });
    await receipt(receiptUrl);
  },

  TC_C_132_CSMS: async (lab) => {
    const { station, address } = await dynamicCode(lab);
    for (const wrong of [
      address('&maxcost=-5'),
      address('&maxenergy=much'),
      address('&maxtime=0'),
      address().replace('/1?', '/7?'),
      address().replace(station.id, 'NOBODY'),
      address().replace('version=v1', 'version=v9'),
    ])
      await refused(lab, station, { address: wrong, status: 400 });
  },

  TC_C_133_CSMS: async (lab) => {
    const { station, address } = await dynamicCode(lab);
    for (const wrong of [
      address().replace(/totp=\w+/, 'totp=00000000'),
      address().replace(/totp=\w+/, ''),
      address('', -2),
      address('', 2),
    ])
      await refused(lab, station, { address: wrong, status: 403 });
  },
};

/** No page to pay on, nothing begun: that nothing was sent to the station is looked at with the end of every case. */
async function refused(lab: Lab21, station: Station21, { address, status }: { address: string; status: number }): Promise<void> {
  const answer = await fetch(address, { headers: { 'accept-language': 'en' } });
  expect([answer.status, (await answer.text()).includes('<form')], address).toEqual([status, false]);
  expect((await post(address, { ticket: `${Date.now() + 60_000}.nonsense` })).status).toBeGreaterThanOrEqual(400);
  expect((await lab.api.listPayments({ query: { stationId: station.id } })).items).toEqual([]);
}

function post(address: string, fields: Record<string, string>): Promise<Response> {
  return fetch(address, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
}

/** The station is given a secret, and computes from it as the standard says. */
async function dynamicCode(lab: Lab21): Promise<Code> {
  const station = await booted(lab);
  const validitySeconds = 60;
  const setUp = lab.api.setUpWebPayments({ params: { stationId: station.id }, body: { length: 8, validitySeconds } });
  const asked = await lab.hear(station, 'SetVariables', setUp);
  const written = new Map(asked.payload.setVariableData.map(({ variable, attributeValue }) => [variable.name, attributeValue]));
  const secret = written.get('SharedSecret') ?? '';
  expect(secret.length).toBeGreaterThanOrEqual(32);
  secrets.add(secret);
  // What was written is read again; a secret tells nobody.
  station.answers('GetVariables', ({ getVariableData }) => {
    const [first, ...rest] = getVariableData.map(({ component, variable }) => ({
      ...{ component, variable },
      ...(variable.name === 'SharedSecret'
        ? { attributeStatus: 'Rejected' as const }
        : { attributeStatus: 'Accepted' as const, attributeValue: written.get(variable.name) ?? '' }),
    }));
    if (first === undefined) throw new Error('nothing was asked for');
    return { getVariableResult: [first, ...rest] };
  });
  asked.answer({
    setVariableResult: asked.payload.setVariableData.map(({ component, variable }) => ({
      component,
      variable,
      attributeStatus: 'Accepted',
    })),
  });
  const { urlTemplate } = await setUp;
  expect(written.get('URLTemplate')).toBe(urlTemplate);
  expect([written.get('Length'), written.get('ValidityTime'), written.get('TOTPVersion')]).toEqual(['8', '60', 'v1']);
  const address = (query = '', shift = 0): string =>
    urlTemplate
      .replace('{chargingstationid}', station.id)
      .replace('{evse}', '1')
      .replace('{version}', 'v1')
      .replace('{totp}', totp(secret, Math.floor(Date.now() / 1000 / validitySeconds) + shift)) + query;
  return { station, address };
}

/** Written down anew from the text, so that a mistake of ours is not made twice. */
function totp(secret: string, interval: number): string {
  const message = Buffer.alloc(8);
  message.writeUInt32BE(Math.floor(interval / 2 ** 32), 0);
  message.writeUInt32BE(interval % 2 ** 32, 4);
  const hash = [...createHmac('sha256', Buffer.from(secret, 'utf8')).update(message).digest()];
  const letters = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
  let offset = (hash[31] ?? 0) % 16;
  let text = '';
  while (text.length < 8) {
    text += letters[(hash[offset] ?? 0) % 62];
    offset = (offset + 1) % 32;
  }
  return text;
}
