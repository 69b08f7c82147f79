/**
 * The load generator, a process of its own: N stations in a closed loop (each sends its next call when the last was
 * answered). Prints one JSON line. Works on raw text as far as it can, so that it is not the limit; its own CPU is told.
 *   node bench/load.ts URL heartbeat|sessions STATIONS SECONDS ocpp1.6|ocpp2.0.1
 */
import WebSocket from 'ws';

const [url = '', mode = 'heartbeat', stationsText = '50', secondsText = '10', version = 'ocpp1.6'] = process.argv.slice(2);
const stations = Number(stationsText);
const runId = process.pid.toString(36);
const latencies: number[] = [];
let errors = 0;
let sessions = 0;
let stop = false;
const zero = Date.now();

const sockets = await Promise.all(Array.from({ length: stations }, (_, n) => open(n)));
await Promise.all(
  sockets.map(async (call) => {
    await call(
      'BootNotification',
      version === 'ocpp1.6'
        ? { chargePointVendor: 'Bench', chargePointModel: 'B1' }
        : { reason: 'PowerUp', chargingStation: { vendorName: 'Bench', model: 'B1' } },
    );
  }),
);
latencies.length = 0;
const cpuBefore = process.cpuUsage();
const started = performance.now();
setTimeout(() => {
  stop = true;
}, Number(secondsText) * 1000);
await Promise.all(
  sockets.map((call, n) => (mode === 'heartbeat' ? heartbeats(call) : version === 'ocpp1.6' ? sessions16(call, n) : sessions2(call, n))),
);
const seconds = (performance.now() - started) / 1000;
const cpu = process.cpuUsage(cpuBefore);
latencies.sort((a, b) => a - b);
console.log(
  JSON.stringify({
    mode,
    version,
    stations,
    seconds,
    calls: latencies.length,
    callsPerSecond: latencies.length / seconds,
    sessions,
    errors,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    max: latencies.at(-1) ?? 0,
    generatorCpuUsPerCall: (cpu.user + cpu.system) / latencies.length,
  }),
);
process.exit(0);

type Call = (action: string, payload: object) => Promise<unknown>;

function at(share: number): number {
  return latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
}

function open(n: number): Promise<Call> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${url}/BENCH-${runId}-${n}`, [version], { perMessageDeflate: false });
    let answered: ((value: unknown) => void) | undefined;
    let sentAt = 0;
    let number = 0;
    const call: Call = (action, payload) =>
      new Promise((done) => {
        answered = done;
        sentAt = performance.now();
        socket.send(JSON.stringify([2, String(++number), action, payload]));
      });
    socket.on('open', () => resolve(call));
    socket.on('error', reject);
    socket.on('close', () => {
      if (!stop) {
        console.error('connection closed');
        process.exit(1);
      }
    });
    socket.on('message', (data) => {
      const frame = JSON.parse(String(data)) as [number, string, ...unknown[]];
      if (frame[0] === 2) {
        socket.send(JSON.stringify([4, frame[1], 'NotSupported', '', {}]));
        return;
      }
      if (frame[0] === 4) errors++;
      latencies.push(performance.now() - sentAt);
      answered?.(frame[2]);
    });
  });
}

async function heartbeats(call: Call): Promise<void> {
  while (!stop) await call('Heartbeat', {});
}

async function sessions16(call: Call, n: number): Promise<void> {
  let meter = 1000 * n;
  for (let round = 0; !stop; round++) {
    const idTag = `BENCH${n}`;
    await call('Authorize', { idTag });
    const { transactionId } = (await call('StartTransaction', { connectorId: 1, idTag, meterStart: meter, timestamp: time(round, 0) })) as {
      transactionId: number;
    };
    for (let sample = 1; sample <= 3; sample++) {
      meter += 60;
      await call('MeterValues', {
        connectorId: 1,
        transactionId,
        meterValue: [
          {
            timestamp: time(round, sample),
            sampledValue: [
              { value: String(meter), unit: 'Wh' },
              { value: '11000', measurand: 'Power.Active.Import', unit: 'W' },
            ],
          },
        ],
      });
    }
    await call('StopTransaction', { transactionId, idTag, meterStop: meter, timestamp: time(round, 4), reason: 'Local' });
    sessions++;
  }
}

async function sessions2(call: Call, n: number): Promise<void> {
  let meter = 1000 * n;
  for (let round = 0; !stop; round++) {
    const idToken = { idToken: `BENCH${n}`, type: 'ISO14443' };
    const transactionId = `${runId}-${n}-${round}`;
    const value = (timestamp: string) => [
      {
        timestamp,
        sampledValue: [
          { value: meter, measurand: 'Energy.Active.Import.Register', unitOfMeasure: { unit: 'Wh' } },
          { value: 11000, measurand: 'Power.Active.Import', unitOfMeasure: { unit: 'W' } },
        ],
      },
    ];
    await call('Authorize', { idToken });
    await call('TransactionEvent', {
      eventType: 'Started',
      timestamp: time(round, 0),
      triggerReason: 'Authorized',
      seqNo: 0,
      transactionInfo: { transactionId, chargingState: 'Charging' },
      evse: { id: 1, connectorId: 1 },
      idToken,
      meterValue: value(time(round, 0)),
    });
    for (let sample = 1; sample <= 3; sample++) {
      meter += 60;
      await call('TransactionEvent', {
        eventType: 'Updated',
        timestamp: time(round, sample),
        triggerReason: 'MeterValuePeriodic',
        seqNo: sample,
        transactionInfo: { transactionId, chargingState: 'Charging' },
        meterValue: value(time(round, sample)),
      });
    }
    await call('TransactionEvent', {
      eventType: 'Ended',
      timestamp: time(round, 4),
      triggerReason: 'EVDeparted',
      seqNo: 4,
      transactionInfo: { transactionId, stoppedReason: 'Local' },
      idToken,
      meterValue: value(time(round, 4)),
    });
    sessions++;
  }
}

/** Twenty seconds a sample, from twenty hours back, so that powers are plausible whatever the speed. */
function time(round: number, sample: number): string {
  return new Date(zero - 20 * 3_600_000 + (round * 5 + sample) * 20_000).toISOString();
}
