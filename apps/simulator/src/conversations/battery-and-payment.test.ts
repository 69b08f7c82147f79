import { afterEach, beforeEach, expect, it } from 'vitest';
import { Lab } from '../testing/lab.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await Lab.open('ocpp2.1');
});
afterEach(() => lab.close());

const idToken = { idToken: 'CARD', type: 'ISO14443' };

it('S02, S03: one battery comes in, another goes out, until there is none', async () => {
  const swap = (requestId: number) => lab.ask('RequestBatterySwap', { requestId, idToken });
  for (const requestId of [1, 2, 3, 4]) {
    const out = lab.csms.hears('BatterySwap', ({ eventType }) => eventType === 'BatteryOut');
    expect(await swap(requestId)).toEqual({ status: 'Accepted' });
    await out;
  }
  expect(lab.csms.payloads('BatterySwap').map(({ requestId, eventType }) => [requestId, eventType])).toEqual(
    [1, 2, 3, 4].flatMap((requestId) => [
      [requestId, 'BatteryIn'],
      [requestId, 'BatteryOut'],
    ]),
  );
  expect(await swap(5)).toEqual({ status: 'Rejected', statusInfo: { reasonCode: 'NoBatteryAvailable' } });
});

it('C25: nobody else gets in while somebody pays on the web', async () => {
  expect(await lab.ask('NotifyWebPaymentStarted', { evseId: 1, timeout: 60 })).toEqual({});
  const refused = lab.station.waitFor('refused');
  lab.station.tap('CARD');
  expect((await refused).data.why).toBe('paying');
  lab.world.moveTo(Lab.start + 60_000);
  const authorized = lab.station.waitFor('authorized');
  lab.station.tap('CARD');
  await authorized;
});

it('C20, C23: a settlement, whose receipt is shown, and a company number', async () => {
  lab.csms.replies('NotifySettlement', { receiptId: 'R1', receiptUrl: 'https://example.org/R1' });
  const shown = lab.station.waitFor('shown');
  lab.station.send('NotifySettlement', { payload: { pspRef: 'P1', settlementAmount: 7.5, status: 'Settled' } });
  expect((await shown).data).toEqual({ what: 'receipt', receiptId: 'R1', receiptUrl: 'https://example.org/R1' });
  const heard = lab.csms.hears('VatNumberValidation');
  lab.station.send('VatNumberValidation', { evse: 2 });
  expect((await heard).payload).toEqual({ vatNumber: 'DE123456789', evseId: 2 });
});
