import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { card, UpkeepLab } from './lab.ts';

let lab: UpkeepLab;
beforeAll(async () => {
  lab = await UpkeepLab.open();
});
afterAll(() => lab?.close());

describe.each(['ocpp2.0.1', 'ocpp2.1'] as const)('the display of a virtual station of %s', (version) => {
  it('shows what it is given, lists it, and takes it off', async () => {
    const { station, command, records } = await lab.boot(version);
    const shown = await command({ verb: 'setDisplayMessage', content: 'Welcome', format: 'UTF8', priority: 'InFront' });
    await command({
      verb: 'setDisplayMessage',
      content: 'Closed',
      format: 'UTF8',
      priority: 'AlwaysFront',
      state: 'Idle',
      translations: [],
    });
    expect(station.state.displays.map(({ message: { content } }) => content)).toEqual(['Welcome', 'Closed']);
    expect((await command({ verb: 'clearDisplayMessage', id: shown.id })).status).toBe('confirmed');
    expect((await command({ verb: 'getDisplayMessages' })).status).toBe('confirmed');
    expect(await records('displayMessage')).toMatchObject([
      { data: { priority: 'AlwaysFront', state: 'Idle', message: { content: 'Closed' } } },
    ]);
  });

  it('takes none for a session it does not know', async () => {
    const box = await lab.boot(version);
    const sessionId = await lab.charge(box);
    const message = { verb: 'setDisplayMessage', content: 'Thank you', format: 'UTF8', priority: 'NormalCycle' } as const;
    box.station.nextAnswer('SetDisplayMessage', 'UnknownTransaction');
    expect(await box.command({ ...message, sessionId })).toMatchObject({ status: 'rejected', reason: 'UnknownTransaction' });
    expect((await box.command({ ...message, sessionId })).status).toBe('confirmed');
  });
});

describe('virtual stations of 2.1', () => {
  it('compute by the tariff they are given', async () => {
    const { command, records } = await lab.boot('ocpp2.1');
    const tariff = { tariffId: 'T1', currency: 'EUR', energy: { prices: [{ priceKwh: 0.5 }] } };
    expect((await command({ verb: 'setDefaultTariff', evseId: 0, tariff })).status).toBe('confirmed');
    expect((await command({ verb: 'getTariffs', evseId: 0 })).status).toBe('confirmed');
    expect(await records('tariff')).toMatchObject([{ key: 'T1', data: { assignments: [{ tariffKind: 'DefaultTariff' }] } }]);
    expect((await command({ verb: 'clearTariffs' })).status).toBe('confirmed');
    expect(await records('tariff')).toEqual([]);
  });

  it('keep the controls of the grid, and tell which holds', async () => {
    const { station, command, records, events } = await lab.boot('ocpp2.1');
    const modes = station.state.settings.get('dcderctrlr/2/modessupported')?.value ?? '';
    const settings = { priority: 1, yUnit: 'PctMaxVar', curveData: [{ x: 95, y: 44 }] };
    const first = await command({ verb: 'setDERControl', controlType: 'VoltVar', isDefault: false, settings });
    expect({ status: first.status, modes }).toMatchObject({ status: 'confirmed' });
    await expect.poll(() => records('derState'), { timeout: 10_000 }).toMatchObject([{ key: String(first.id), data: { isActive: true } }]);
    const second = await command({
      verb: 'setDERControl',
      controlType: 'VoltVar',
      isDefault: false,
      settings: { ...settings, priority: 0 },
    });
    await expect
      .poll(async () => new Map((await records('derState')).map(({ key, data }) => [key, data])), { timeout: 10_000 })
      .toEqual(
        new Map([
          [String(first.id), { isActive: false, supersededBy: String(second.id) }],
          [String(second.id), { isActive: true, supersededBy: null }],
        ]),
      );
    expect((await command({ verb: 'getDERControl' })).status).toBe('confirmed');
    expect((await records('derControl')).map(({ key, data }) => [key, (data as { isSuperseded: boolean }).isSuperseded])).toEqual([
      [String(first.id), true],
      [String(second.id), false],
    ]);
    station.send('NotifyDERAlarm');
    await expect.poll(() => events('derAlarm'), { timeout: 10_000 }).toEqual([[4, 'UnderFrequency']]);
    expect((await command({ verb: 'clearDERControl', isDefault: false })).status).toBe('confirmed');
    expect(await records('derControl')).toEqual([]);
  });

  it('swap a battery for a card, and tell both ends of it', async () => {
    const { command, records } = await lab.boot('ocpp2.1');
    const sent = await command({ verb: 'requestBatterySwap', token: card });
    expect(sent.status).toBe('confirmed');
    expect((await records('batterySwap')).map(({ key }) => key).sort()).toEqual([`${sent.id}/BatteryIn`, `${sent.id}/BatteryOut`]);
  });

  it('tell of payments and VAT numbers, and wait for somebody who pays on a web page', async () => {
    const box = await lab.boot('ocpp2.1');
    const sessionId = await lab.charge(box);
    box.station.send('NotifySettlement');
    await expect.poll(() => box.records('settlement'), { timeout: 10_000 }).toMatchObject([{ data: { status: 'Settled', sessionId } }]);
    box.station.send('VatNumberValidation');
    await expect
      .poll(() => box.records('vatNumber'), { timeout: 10_000 })
      .toMatchObject([{ key: 'DE123456789', data: { form: 'wellFormed', status: 'Accepted' } }]);
    expect((await box.command({ verb: 'notifyWebPaymentStarted', evseId: 2, timeoutSeconds: 60 })).status).toBe('confirmed');
    expect(await box.records('webPayment')).toMatchObject([{ key: '2' }]);
    expect(box.station.evse(2).lockedUntil).toBeGreaterThan(0);
  });
});
