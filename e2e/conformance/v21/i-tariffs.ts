import type { RequestOf, ResponseOf } from '@stationmaster/ocpp';
import { expect } from 'vitest';
import { cards } from '../fixture.ts';
import type { Cases } from '../run.ts';
import { booted, card, charging, energy, type Lab21 } from '../v2x/station.ts';

type Tariff = RequestOf<'ocpp2.1', 'SetDefaultTariff'>['tariff'];
type Said = ResponseOf<'ocpp2.1', 'SetDefaultTariff'>['status'];
type SaidOfChange = ResponseOf<'ocpp2.1', 'ChangeTransactionTariff'>['status'];

/** Dearer by day. */
const byDay: Tariff = {
  tariffId: 'day-and-night',
  currency: 'EUR',
  description: [{ format: 'UTF8', language: 'en', content: '0.50 by day, 0.30 by night' }],
  energy: {
    prices: [
      { priceKwh: 0.5, conditions: { startTimeOfDay: '08:00', endTimeOfDay: '20:00' } },
      { priceKwh: 0.3, conditions: { startTimeOfDay: '20:00', endTimeOfDay: '08:00' } },
    ],
    taxRates: [{ type: 'VAT', tax: 19 }],
  },
};
const plain: Tariff = { tariffId: 'plain', currency: 'EUR', energy: { prices: [{ priceKwh: 0.4 }] } };

/** I07 to I11: tariffs by which the station computes the cost. */
export const tariffs: Cases<'ocpp2.1'> = {
  TC_I_101_CSMS: async (lab) => {
    const { records } = await setDefault(lab, byDay, 'Accepted');
    expect(records).toMatchObject([['day-and-night', { tariff: byDay, assignments: [{ tariffKind: 'DefaultTariff', evseIds: [0] }] }]]);
  },
  TC_I_102_CSMS: async (lab) => await isRefused(lab, byDay, 'TooManyElements'),
  TC_I_105_CSMS: async (lab) => await isRefused(lab, byDay, 'ConditionNotSupported'),

  TC_I_106_CSMS: async (lab) => {
    for (const said of ['DuplicateTariffId', 'Rejected'] as const) await isRefused(lab, plain, said);
    const { command } = await setDefault(lab, plain, 'Accepted');
    expect(command).toMatchObject({ status: 'confirmed' });
  },

  TC_I_109_CSMS: async (lab) => {
    const driver = await lab.api.createDriver({ body: { name: 'Friend of the house' } });
    await lab.api.createToken({ body: { value: 'FRIEND01', driverId: driver.id } });
    const own = await lab.api.createTariff({
      body: {
        name: 'For friends',
        currency: 'EUR',
        taxIncluded: false,
        elements: [{ priceComponents: [{ type: 'ENERGY', price: '0.25', stepSize: 1, vat: '19' }] }],
      },
    });
    await lab.api.createTariffAssignment({ body: { tariffId: own.id, target: 'driver', targetId: driver.id } });
    const station = await booted(lab);
    const answer = await station.call('Authorize', { idToken: card('FRIEND01') });
    expect(answer).toMatchObject({
      idTokenInfo: { status: 'Accepted' },
      tariff: { tariffId: `${own.id}.1`, currency: 'EUR', energy: { prices: [{ priceKwh: 0.25 }], taxRates: [{ tax: 19 }] } },
    });
    expect(answer.tariff).not.toHaveProperty('validFrom');
    // Everybody else pays by the tariff of the place, which the station knows already.
    expect(await station.call('Authorize', { idToken: card(cards.good) })).not.toHaveProperty('tariff');
    // What he is charged is what he was told.
    const transaction = await charging(station, card('FRIEND01'));
    const end = { meterValue: [energy(3000, 'Transaction.End')] as [ReturnType<typeof energy>] };
    expect(await transaction.ended('StopAuthorized', { stoppedReason: 'Local' }, end)).toMatchObject({ totalCost: 0.6 });
  },
  TC_I_110_CSMS: async (lab) => {
    const { station } = await setDefault(lab, plain, 'Accepted');
    const command = await lab.command(station, { verb: 'clearTariffs', tariffIds: ['plain'] }, [
      {
        action: 'ClearTariffs',
        payload: { tariffIds: ['plain'] },
        answer: { clearTariffsResult: [{ tariffId: 'plain', status: 'Accepted' }] },
      },
    ]);
    expect(command).toMatchObject({ status: 'confirmed' });
    expect(await lab.records(station.id, 'tariff')).toEqual([]);
  },

  TC_I_113_CSMS: async (lab) => {
    expect(await change(lab, byDay, 'TooManyElements')).toMatchObject({ status: 'rejected', reason: 'TooManyElements' });
  },
  TC_I_114_CSMS: async (lab) => {
    expect(await change(lab, byDay, 'ConditionNotSupported')).toMatchObject({ status: 'rejected', reason: 'ConditionNotSupported' });
  },
  TC_I_115_CSMS: async (lab) => {
    expect(await change(lab, byDay, 'Accepted')).toMatchObject({ status: 'confirmed' });
  },
};

async function setDefault(lab: Lab21, tariff: Tariff, said: Said) {
  const station = await booted(lab);
  const command = await lab.command(station, { verb: 'setDefaultTariff', tariff: { ...tariff } }, [
    { action: 'SetDefaultTariff', payload: { evseId: 0, tariff }, answer: { status: said } },
  ]);
  return { station, command, records: await lab.records(station.id, 'tariff') };
}

async function isRefused(lab: Lab21, tariff: Tariff, said: Exclude<Said, 'Accepted'>): Promise<void> {
  const { command, records } = await setDefault(lab, tariff, said);
  expect(command).toMatchObject({ status: 'rejected', reason: said === 'Rejected' ? null : said, answer: { status: said } });
  expect(records).toEqual([]);
}

async function change(lab: Lab21, tariff: Tariff, said: SaidOfChange): Promise<unknown> {
  const station = await booted(lab);
  const { id: transactionId } = await charging(station, card(cards.good));
  const [session] = await lab.sessions(station.id);
  return await lab.command(station, { verb: 'changeTransactionTariff', sessionId: session?.id ?? 0, tariff: { ...tariff } }, [
    { action: 'ChangeTransactionTariff', payload: { transactionId, tariff }, answer: { status: said } },
  ]);
}
