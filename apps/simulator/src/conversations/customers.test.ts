import { afterEach, expect, it } from 'vitest';
import { Lab } from '../testing/lab.ts';

let lab: Lab;
afterEach(() => lab.close());

const card = { idToken: 'CARD', type: 'ISO14443' };

/** Sessions of one card, one after the other. */
async function charged(times: number): Promise<void> {
  for (let n = 0; n < times; n++) {
    lab.station.plugIn();
    const started = lab.station.waitFor('startAcknowledged');
    lab.station.tap('CARD');
    await started;
    lab.world.moveTo(lab.world.now() + 30_000);
    lab.station.unplug();
    await lab.station.settled();
  }
}

it('N09: all that is known of a card, in parts; N10: and then forgotten', async () => {
  lab = await Lab.open('ocpp2.0.1');
  await charged(8);
  const ask = { requestId: 4, report: true, clear: true, idToken: card };
  await lab.during(async () => expect(await lab.ask('CustomerInformation', ask)).toEqual({ status: 'Accepted' }));
  const parts = lab.said.map(({ payload }) => payload);
  expect(parts.map(({ requestId, seqNo, tbc }) => [requestId, seqNo, tbc])).toEqual([
    [4, 0, true],
    [4, 1, false],
  ]);
  const lines = parts
    .map(({ data }) => data)
    .join('')
    .split('\n');
  expect(lines[0]).toBe('authorization cache: Accepted');
  // 11 kW for 30 s.
  expect(lines.slice(1).map((line) => line.split(', ')[1])).toEqual([
    '91 Wh',
    '92 Wh',
    '92 Wh',
    '91 Wh',
    '92 Wh',
    '92 Wh',
    '91 Wh',
    '92 Wh',
  ]);
  await lab.during(() => lab.ask('CustomerInformation', ask));
  expect(lab.said.map(({ payload }) => [payload.data, payload.tbc])).toEqual([['', false]]);
});

it.each([
  ['nobody named', { report: true, clear: false }, 'Invalid'],
  ['two names', { report: true, clear: false, idToken: card, customerIdentifier: 'x' }, 'Invalid'],
  ['nothing wanted', { report: false, clear: false, idToken: card }, 'Rejected'],
  ['clearing only', { report: false, clear: true, customerIdentifier: 'x' }, 'Accepted'],
])('CustomerInformation with %s', async (...[, request, status]) => {
  lab = await Lab.open('ocpp2.1');
  const said = await lab.during(async () => expect(await lab.ask('CustomerInformation', { requestId: 1, ...request })).toEqual({ status }));
  expect(said).toEqual([]);
});

it('E14: which transaction runs and whether messages wait; I02: the cost is shown', async () => {
  lab = await Lab.open('ocpp2.0.1');
  const { station, csms } = lab;
  station.plugIn();
  const started = station.waitFor('startAcknowledged');
  station.tap('CARD');
  await started;
  const transactionId = station.evse(1).session?.id ?? '';
  expect(await lab.ask('GetTransactionStatus', { transactionId })).toEqual({ ongoingIndicator: true, messagesInQueue: false });
  const shown = station.waitFor('shown');
  expect(await lab.ask('CostUpdated', { transactionId, totalCost: 3.25 })).toEqual({});
  expect((await shown).data).toEqual({ what: 'cost', sessionId: transactionId, totalCost: 3.25 });
  csms.replies('TransactionEvent', null);
  const heard = csms.hears('TransactionEvent');
  station.unplug();
  await heard;
  expect(await lab.ask('GetTransactionStatus', { transactionId })).toEqual({ ongoingIndicator: false, messagesInQueue: true });
  expect(await lab.ask('GetTransactionStatus')).toEqual({ messagesInQueue: true });
});

it.each(['ocpp1.6', 'ocpp2.0.1', 'ocpp2.1'] as const)('%s: data for vendors, in both directions', async (version) => {
  lab = await Lab.open(version);
  expect(await lab.ask('DataTransfer', { vendorId: 'nobody' })).toEqual({ status: 'UnknownVendorId' });
  expect(await lab.ask('DataTransfer', { vendorId: 'Plain', messageId: 'Sing' })).toEqual({ status: 'UnknownMessageId' });
  expect(await lab.ask('DataTransfer', { vendorId: 'Plain', messageId: 'Echo', data: 'la' })).toEqual({ status: 'Accepted', data: 'la' });
  const heard = lab.csms.hears('DataTransfer');
  lab.station.send('DataTransfer', { payload: { messageId: 'Song', data: 'la' } });
  expect((await heard).payload).toEqual({ vendorId: 'org.example', messageId: 'Song', data: 'la' });
});
