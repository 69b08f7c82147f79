import { expect } from 'vitest';
import { cards, pricePerKwh } from '../fixture.ts';
import type { Cases } from '../run.ts';
import { booted, card, charging, energy } from '../v2x/station.ts';

/** I02, I03: what the driver is shown. The register stood at 1 kWh. */
export const cost: Cases<'ocpp2.0.1'> = {
  TC_I_01_CSMS: async (lab) => {
    const station = await booted(lab);
    const transaction = await charging(station, card(cards.good));
    for (const kWh of [1, 2.5]) {
      const meterValue = [energy(1000 + kWh * 1000, 'Sample.Periodic')];
      expect(await transaction.updated('MeterValuePeriodic', {}, { meterValue })).toMatchObject({ totalCost: kWh * pricePerKwh });
    }
    expect(await lab.sessions(station.id)).toMatchObject([{ status: 'active', energyWh: 2500, cost: { currency: 'EUR', total: '1.25' } }]);
  },

  TC_I_02_CSMS: async (lab) => {
    const station = await booted(lab);
    const transaction = await charging(station, card(cards.good));
    const last = { idToken: card(cards.good), meterValue: [energy(11_000, 'Transaction.End')] };
    expect(await transaction.ended('StopAuthorized', { stoppedReason: 'Local' }, last)).toMatchObject({ totalCost: 10 * pricePerKwh });
    expect(await lab.sessions(station.id)).toMatchObject([{ status: 'ended', energyWh: 10_000, cost: { currency: 'EUR', total: '5.00' } }]);
  },
};
