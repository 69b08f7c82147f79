/** How long `acceptRequest` takes for a valid payload, in µs a call: `node packages/ocpp/scripts/time-accept.ts`. */
import { acceptRequest, type Version } from '../src/index.ts';

const time = '2026-03-01T12:00:00Z';
const sample = (value: string, measurand: string, unit: string) => ({
  value,
  measurand,
  unit,
  context: 'Sample.Periodic',
  location: 'Outlet',
});
const values = [
  sample('15320', 'Energy.Active.Import.Register', 'Wh'),
  sample('11040', 'Power.Active.Import', 'W'),
  sample('16.0', 'Current.Import', 'A'),
  sample('230.4', 'Voltage', 'V'),
  sample('54', 'SoC', 'Percent'),
];

const cases: [name: string, version: Version, action: string, payload: object][] = [
  [
    '1.6 MeterValues, five values',
    'ocpp1.6',
    'MeterValues',
    { connectorId: 1, transactionId: 7, meterValue: [{ timestamp: time, sampledValue: values }] },
  ],
  [
    '2.0.1 TransactionEvent',
    'ocpp2.0.1',
    'TransactionEvent',
    {
      eventType: 'Updated',
      timestamp: time,
      triggerReason: 'MeterValuePeriodic',
      seqNo: 3,
      transactionInfo: { transactionId: 'b7a1', chargingState: 'Charging' },
      evse: { id: 1, connectorId: 1 },
      meterValue: [
        {
          timestamp: time,
          sampledValue: [{ value: 15320, measurand: 'Energy.Active.Import.Register', unitOfMeasure: { unit: 'Wh', multiplier: 0 } }],
        },
      ],
    },
  ],
];

const calls = 200_000;
const rounds = 15;

for (const [name, version, action, payload] of cases) {
  const times = Array.from({ length: rounds }, () => microseconds(() => acceptRequest(version, action, payload).ok));
  times.sort((one, other) => one - other);
  process.stdout.write(`${name}: ${times[0]?.toFixed(3)} µs at best, ${times[rounds >> 1]?.toFixed(3)} µs in the median\n`);
}

function microseconds(run: () => boolean): number {
  const began = performance.now();
  for (let call = 0; call < calls; call++) if (!run()) throw new Error('a valid payload was refused');
  return ((performance.now() - began) * 1000) / calls;
}
