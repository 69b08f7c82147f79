import type { RequestOf, ResponseOf } from '@stationmaster/ocpp';
import { expect } from 'vitest';
import { cards } from '../fixture.ts';
import type { Cases } from '../run.ts';
import { booted, card, charging, energy, type Lab21, type Station21, Transaction } from '../v2x/station.ts';

type Limit = NonNullable<RequestOf<'ocpp2.1', 'TransactionEvent'>['transactionInfo']['transactionLimit']>;
type Answer = ResponseOf<'ocpp2.1', 'TransactionEvent'>;
const good = card(cards.good);
const supported = { component: { name: 'TxCtrlr' }, variable: { name: 'SupportedLimits' } };

/** E16: transactions that end at a cost, an energy or a time. I12: cost computed by the station. */
export const limits: Cases<'ocpp2.1'> = {
  TC_E_102_CSMS: async (lab) => {
    const station = await booted(lab);
    const { transaction, first } = await startLimited(lab, station, { maxCost: 5, maxTime: 3600 }, 'maxCost,maxEnergy');
    // Only of the kinds that the station can.
    expect(first.transactionLimit).toEqual({ maxCost: 5 });
    // The station sets a higher one, and is overruled; a lower one stands.
    expect((await transaction.updated('LimitSet', { transactionLimit: { maxCost: 9 } })).transactionLimit).toEqual({ maxCost: 5 });
    expect(await transaction.updated('LimitSet', { transactionLimit: { maxCost: 4 } })).not.toHaveProperty('transactionLimit');
    expect(await details(lab, station)).toMatchObject({ wantedLimit: { maxCost: 5, maxTime: 3600 }, limit: { maxCost: 4 } });
  },

  TC_E_106_CSMS: async (lab) => await theirs(lab, { maxEnergy: 5000 }, 'EnergyLimitReached'),
  TC_E_107_CSMS: async (lab) => await theirs(lab, { maxTime: 1800 }, 'TimeLimitReached'),
  TC_E_108_CSMS: async (lab) => await theirs(lab, { maxCost: 5 }, 'CostLimitReached'),

  TC_E_109_CSMS: async (lab) => {
    const station = await booted(lab);
    const transaction = await ours(lab, station, { maxCost: 1 });
    // At 0.50 a kWh.
    expect(await transaction.updated('MeterValuePeriodic', {}, { meterValue: [energy(1000, 'Sample.Periodic')] })).toMatchObject({
      totalCost: 0.5,
    });
    expect(
      await transaction.ended('CostLimitReached', { stoppedReason: 'LocalOutOfCredit' }, { meterValue: [energy(2000, 'Transaction.End')] }),
    ).toMatchObject({ totalCost: 1 });
    expect(await lab.sessions(station.id)).toMatchObject([{ status: 'ended', stopReason: 'LocalOutOfCredit', cost: { total: '1.00' } }]);
  },
  TC_E_110_CSMS: async (lab) => {
    const station = await booted(lab);
    const transaction = await ours(lab, station, { maxEnergy: 2000 });
    await transaction.ended(
      'EnergyLimitReached',
      { stoppedReason: 'EnergyLimitReached' },
      { meterValue: [energy(2000, 'Transaction.End')] },
    );
    expect(await lab.sessions(station.id)).toMatchObject([{ status: 'ended', stopReason: 'EnergyLimitReached', energyWh: 2000 }]);
  },
  TC_E_111_CSMS: async (lab) => {
    const station = await booted(lab);
    const transaction = await ours(lab, station, { maxTime: 60 });
    await transaction.ended('TimeLimitReached', { stoppedReason: 'TimeLimitReached' });
    expect(await lab.sessions(station.id)).toMatchObject([{ status: 'ended', stopReason: 'TimeLimitReached' }]);
  },

  TC_I_122_CSMS: async (lab) => {
    const station = await booted(lab);
    const transaction = await charging(station, good);
    const total = { exclTax: 1, inclTax: 1.19, taxRates: [{ type: 'VAT', tax: 19 }] };
    const costDetails = {
      totalCost: { currency: 'EUR', typeOfCost: 'NormalCost' as const, energy: total, total: { exclTax: 1, inclTax: 1.19 } },
      totalUsage: { energy: 2, chargingTime: 600, idleTime: 0 },
    };
    const end = { idToken: good, meterValue: [energy(3000, 'Transaction.End')] as [ReturnType<typeof energy>], costDetails };
    // The station computes: it is told no other total.
    expect(await transaction.ended('StopAuthorized', { stoppedReason: 'Local' }, end)).not.toHaveProperty('totalCost');
    expect(await details(lab, station)).toMatchObject({ costDetails });
  },
};

async function details(lab: Lab21, station: Station21): Promise<unknown> {
  const [session] = await lab.sessions(station.id);
  return (await lab.api.getSession({ params: { sessionId: session?.id ?? 0 } })).details;
}

/** The driver has set it at the station, and it is reached. */
async function theirs(lab: Lab21, limit: Limit, reached: 'EnergyLimitReached' | 'TimeLimitReached' | 'CostLimitReached'): Promise<void> {
  const station = await booted(lab);
  const transaction = await charging(station, good);
  expect(await transaction.updated('LimitSet', { transactionLimit: limit })).not.toHaveProperty('transactionLimit');
  expect(await details(lab, station)).toMatchObject({ limit });
  const stoppedReason = reached === 'CostLimitReached' ? 'LocalOutOfCredit' : reached;
  await transaction.ended(reached, { stoppedReason }, { meterValue: [energy(6000, 'Transaction.End')] });
  expect(await lab.sessions(station.id)).toMatchObject([{ status: 'ended', stopReason: stoppedReason }]);
}

/** Told once, with the first event of a remote start, and confirmed by the station. */
async function ours(lab: Lab21, station: Station21, limit: Limit): Promise<Transaction<'ocpp2.1'>> {
  const { transaction, first } = await startLimited(lab, station, limit, 'maxCost,maxEnergy,maxTime');
  expect(first.transactionLimit).toEqual(limit);
  expect(await transaction.updated('LimitSet', { transactionLimit: limit })).not.toHaveProperty('transactionLimit');
  expect(await transaction.updated('ChargingStateChanged', { chargingState: 'Charging' })).not.toHaveProperty('transactionLimit');
  expect(await details(lab, station)).toMatchObject({ wantedLimit: limit, limit });
  return transaction;
}

async function startLimited(
  lab: Lab21,
  station: Station21,
  limit: Limit,
  kinds: string,
): Promise<{ transaction: Transaction<'ocpp2.1'>; first: Answer }> {
  await lab.command(station, { verb: 'readConfiguration', variables: [{ component: 'TxCtrlr', variable: 'SupportedLimits' }] }, [
    {
      action: 'GetVariables',
      payload: { getVariableData: [supported] },
      answer: { getVariableResult: [{ ...supported, attributeStatus: 'Accepted', attributeValue: kinds }] },
    },
  ]);
  const { payload } = await lab.order(
    station,
    { verb: 'start', evseId: 1, token: cards.good, limit },
    { action: 'RequestStartTransaction', answer: { status: 'Accepted' } },
  );
  const transaction = new Transaction<'ocpp2.1'>(station);
  const first = await transaction.started(
    'RemoteStart',
    { remoteStartId: payload.remoteStartId, chargingState: 'EVConnected' },
    { idToken: good, meterValue: [energy(0, 'Transaction.Begin')] },
  );
  return { transaction, first };
}
