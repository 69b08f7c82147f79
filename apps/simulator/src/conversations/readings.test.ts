import { afterEach, describe, expect, it } from 'vitest';
import { Lab } from '../testing/lab.ts';

let lab: Lab;
afterEach(() => lab.close());

interface Reading {
  timestamp: string;
  sampledValue: { context: string; measurand: string; value: string | number }[];
}
/** Second of the day's work, context, and the measurands with their values. */
const shortly = (readings: unknown): unknown[] =>
  (readings as Reading[]).map(({ timestamp, sampledValue }) => [
    (Date.parse(timestamp) - Lab.start) / 1000,
    sampledValue[0]?.context,
    ...sampledValue.map(({ measurand, value }) => `${measurand.split('.')[0]} ${value}`),
  ]);

async function charge(): Promise<void> {
  lab.station.plugIn();
  const started = lab.station.waitFor('startAcknowledged');
  lab.station.tap('CARD');
  await started;
}

describe('1.6', () => {
  it('ClockAlignedDataInterval: every connector on the quarter hour, the main meter too, the session under its number', async () => {
    lab = await Lab.open('ocpp1.6', { settings: { MeterValueSampleInterval: '0', MeterValuesAlignedData: 'Power.Active.Import' } });
    lab.world.moveTo(Lab.start + 100_000);
    expect(await lab.ask('ChangeConfiguration', { key: 'ClockAlignedDataInterval', value: '900' })).toEqual({ status: 'Accepted' });
    await charge();
    const said = await lab.during(() => lab.world.moveTo(Lab.start + 900_000));
    expect(
      said.map(({ payload: { connectorId, transactionId, meterValue } }) => [connectorId, transactionId, ...shortly(meterValue)]),
    ).toEqual([
      [0, undefined, [900, 'Sample.Clock', 'Power 11000']],
      [1, 1, [900, 'Sample.Clock', 'Power 11000']],
      [2, undefined, [900, 'Sample.Clock', 'Power 0']],
    ]);
    await lab.ask('ChangeConfiguration', { key: 'ClockAlignedDataInterval', value: '0' });
    expect(await lab.during(() => lab.world.moveTo(Lab.start + 1_800_000))).toEqual([]);
  });

  it('StopTxnSampledData and StopTxnAlignedData: the session with its end, each with its own measurands', async () => {
    lab = await Lab.open('ocpp1.6', {
      settings: {
        MeterValueSampleInterval: '60',
        StopTxnSampledData: 'Energy.Active.Import.Register,Power.Active.Import',
        ClockAlignedDataInterval: '100',
        StopTxnAlignedData: 'Power.Active.Import',
      },
    });
    await charge();
    const stopped = lab.csms.hears('StopTransaction');
    lab.world.moveTo(Lab.start + 120_000);
    lab.station.unplug();
    expect(shortly((await stopped).payload.transactionData)).toEqual([
      [0, 'Transaction.Begin', 'Energy 0', 'Power 11000'],
      [60, 'Sample.Periodic', 'Energy 183', 'Power 11000'],
      [100, 'Sample.Clock', 'Power 11000'],
      [120, 'Sample.Periodic', 'Energy 366', 'Power 11000'],
      [120, 'Transaction.End', 'Energy 366', 'Power 0'],
    ]);
  });

  it('MeterValuesSampledData: what it is set to measure, and nothing that it cannot', async () => {
    lab = await Lab.open('ocpp1.6');
    const set = (value: string) => lab.ask('ChangeConfiguration', { key: 'MeterValuesSampledData', value });
    expect(await set('Power.Factor')).toEqual({ status: 'Rejected' });
    expect(await set('Voltage,Frequency')).toEqual({ status: 'Accepted' });
    await charge();
    const heard = lab.csms.hears('MeterValues');
    lab.world.moveTo(Lab.start + 60_000);
    expect(shortly((await heard).payload.meterValue)).toEqual([
      [60, 'Sample.Periodic', 'Voltage 230', 'Voltage 230', 'Voltage 230', 'Frequency 50'],
    ]);
  });
});

describe.each(['ocpp2.0.1', 'ocpp2.1'] as const)('%s', (version) => {
  const power = 'Power.Active.Import';
  const settings = {
    'SampledDataCtrlr.TxUpdatedInterval': '0',
    'SampledDataCtrlr.TxStartedMeasurands': power,
    'SampledDataCtrlr.TxEndedMeasurands': power,
    'AlignedDataCtrlr.Measurands': power,
    'AlignedDataCtrlr.TxEndedMeasurands': power,
  };

  it('J01, J02: idle EVSEs by MeterValues, the busy one by its transaction', async () => {
    lab = await Lab.open(version, { settings: { ...settings, 'AlignedDataCtrlr.Interval': '300' } });
    await charge();
    const said = await lab.during(() => lab.world.moveTo(Lab.start + 300_000));
    expect(said.map(({ action, payload }) => [action, payload.evseId ?? payload.triggerReason, ...shortly(payload.meterValue)])).toEqual([
      ['MeterValues', 0, [300, 'Sample.Clock', 'Power 11000']],
      ['TransactionEvent', 'MeterValueClock', [300, 'Sample.Clock', 'Power 11000']],
      ['MeterValues', 2, [300, 'Sample.Clock', 'Power 0']],
    ]);
  });

  it('J01: SendDuringIdle keeps quiet while somebody charges', async () => {
    lab = await Lab.open(version, {
      settings: { ...settings, 'AlignedDataCtrlr.Interval': '300', 'AlignedDataCtrlr.SendDuringIdle': 'true' },
    });
    await charge();
    expect(await lab.during(() => lab.world.moveTo(Lab.start + 300_000))).toEqual([]);
  });

  it('J_03, J_10: the last event carries both series', async () => {
    lab = await Lab.open(version, {
      settings: { ...settings, 'SampledDataCtrlr.TxEndedInterval': '60', 'AlignedDataCtrlr.TxEndedInterval': '100' },
    });
    await charge();
    const ended = lab.csms.hears('TransactionEvent', ({ eventType }) => eventType === 'Ended');
    lab.world.moveTo(Lab.start + 130_000);
    lab.station.unplug();
    expect(shortly((await ended).payload.meterValue)).toEqual([
      [0, 'Transaction.Begin', 'Power 11000'],
      [60, 'Sample.Periodic', 'Power 11000'],
      [100, 'Sample.Clock', 'Power 11000'],
      [120, 'Sample.Periodic', 'Power 11000'],
      [130, 'Transaction.End', 'Power 0'],
    ]);
  });
});
