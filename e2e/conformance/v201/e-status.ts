import { expect } from 'vitest';
import { cards } from '../fixture.ts';
import type { Cases } from '../run.ts';
import { at, booted, card, charging, energy, type Lab201, type Station201, type Transaction } from '../v2x/station.ts';

const good = card(cards.good);

/** E14: is the transaction running, are messages of it still to come? */
export const transactionStatus: Cases<'ocpp2.0.1'> = {
  TC_E_29_CSMS: async (lab) => {
    const station = await booted(lab);
    const transaction = await charging(station, good);
    const kept = [
      [1500, at()],
      [1800, at(0.001)],
    ] as const;
    const back = await reconnected(lab, station);
    await ask(lab, back, { transactionId: transaction.id }, { ongoingIndicator: true, messagesInQueue: true });
    transaction.at(back);
    for (const [value, timestamp] of kept) await late(transaction, { value, timestamp });
    expect(await lab.sessions(station.id)).toMatchObject([{ status: 'active', energyWh: 800 }]);
  },

  TC_E_30_CSMS: async (lab) => {
    const station = await booted(lab);
    const transaction = await charging(station, good);
    await ask(lab, station, { transactionId: transaction.id }, { ongoingIndicator: true, messagesInQueue: false });
    expect(await lab.sessions(station.id)).toMatchObject([{ status: 'active' }]);
  },

  TC_E_31_CSMS: async (lab) => {
    const station = await booted(lab);
    const transaction = await charging(station, good);
    const kept = [
      [3, 1500, at()],
      [4, 2500, at(0.001)],
    ] as const;
    const back = await reconnected(lab, station);
    transaction.at(back);
    await transaction.ended(
      'StopAuthorized',
      { stoppedReason: 'Local' },
      { seqNo: 5, idToken: good, meterValue: [energy(3000, 'Transaction.End')] },
    );
    await ask(lab, back, { transactionId: transaction.id }, { ongoingIndicator: false, messagesInQueue: true });
    for (const [seqNo, value, timestamp] of kept) await late(transaction, { seqNo, value, timestamp });
    const [session] = await lab.sessions(station.id);
    expect(session).toMatchObject({ status: 'ended', stopReason: 'Local', energyWh: 2000 });
    expect(session?.marks).not.toContain('sequenceGap');
  },

  TC_E_33_CSMS: async (lab) => await ask(lab, await booted(lab), {}, { messagesInQueue: true }),
  TC_E_34_CSMS: async (lab) => await ask(lab, await booted(lab), {}, { messagesInQueue: false }),
};

async function ask(
  lab: Lab201,
  station: Station201,
  payload: { transactionId?: string },
  answer: { ongoingIndicator?: boolean; messagesInQueue: boolean },
): Promise<void> {
  const [session] = payload.transactionId === undefined ? [] : await lab.sessions(station.id);
  const command = await lab.command(
    station,
    { verb: 'getTransactionStatus', ...(session === undefined ? {} : { sessionId: session.id }) },
    [{ action: 'GetTransactionStatus', payload, answer }],
  );
  expect(command).toMatchObject({ status: 'confirmed', answer });
}

/** An event of the time without a connection. */
async function late(
  transaction: Transaction,
  { value, timestamp, ...number }: { value: number; timestamp: string; seqNo?: number },
): Promise<void> {
  const meterValue = [energy(value, 'Sample.Periodic', timestamp)];
  await transaction.updated('MeterValuePeriodic', {}, { ...number, offline: true, timestamp, meterValue });
}

async function reconnected(lab: Lab201, station: Station201): Promise<Station201> {
  await station.close();
  return await lab.connect(station.id);
}
