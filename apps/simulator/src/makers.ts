import type { SigningManner } from './crypto/ocmf-meter.ts';
import type { FirmwareFlaw } from './station/firmware-file.ts';
/** Fictional makers and what each gets wrong. Misbehaviour is data: who, what, why; the station itself stays honest. */
export interface Behaviour {
  /** Skips BootNotification for ever. */
  neverBoots: boolean;
  /** Reports its connectors before the boot was answered. */
  reportsBeforeBoot: boolean;
  /** 1.6: what MeterValues and StopTransaction carry while the CSMS's number is not known. Real number when it is, by errata. */
  unknownTransactionId: -1 | 0;
  /** 1.6: a session that began offline never learns its number, even when its StartTransaction is answered later. */
  forgetsOfflineNumbers: boolean;
  /** Sends StartTransaction again although it was answered. */
  repeatsStart: boolean;
  /** The station's clock minus the true time. */
  clockOffMs: number;
  /** The energy register starts from 0 with each session. */
  resetsRegister: boolean;
  /** Thinks this long before it answers a command. */
  answersAfterMs: number;
  /** Never answers a command at all. */
  neverAnswers: boolean;
  /** How an update of its firmware goes wrong; null: it does not. */
  firmwareFails: 'DownloadFailed' | 'InvalidSignature' | 'InstallVerificationFailed' | 'InstallationFailed' | null;
  /** What any firmware does once it is installed, whatever its file says of itself; null: what the file says. */
  firmwareBreaks: FirmwareFlaw | null;
  /** Its meters sign begin and end of each transaction (OCMF), well or with a fault; null: they do not. */
  signs: SigningManner | null;
  /** Does not read what it is sent. */
  neverReads: boolean;
}

export const honest: Behaviour = {
  neverBoots: false,
  reportsBeforeBoot: false,
  unknownTransactionId: -1,
  forgetsOfflineNumbers: false,
  repeatsStart: false,
  clockOffMs: 0,
  resetsRegister: false,
  answersAfterMs: 0,
  neverAnswers: false,
  firmwareFails: null,
  firmwareBreaks: null,
  signs: null,
  neverReads: false,
};

type Payload = Record<string, unknown>;
/** Changes a payload on its way to the wire, after the station has made it correctly. */
export interface WireFault {
  actions: readonly string[];
  change: (payload: Payload) => Payload;
}

export interface Misbehaviour {
  who: string;
  what: string;
  why: string;
  behaviour?: Partial<Behaviour>;
  wire?: WireFault;
}

export interface Maker {
  name: string;
  model: string;
  firmware: string;
  evses: readonly { kind: 'AC' | 'DC'; maxW: number }[];
  misbehaviours: readonly Misbehaviour[];
}

const ac = (maxW: number): { kind: 'AC'; maxW: number } => ({ kind: 'AC', maxW });
const dc = (maxW: number): { kind: 'DC'; maxW: number } => ({ kind: 'DC', maxW });

export const makers: readonly Maker[] = [
  { name: 'Aurora Charge', model: 'Duo 22', firmware: '4.2.1', evses: [ac(22_000), ac(22_000)], misbehaviours: [] },
  {
    name: 'Borealis',
    model: 'Wall 11',
    firmware: '1.0.9',
    evses: [ac(11_000)],
    misbehaviours: [
      {
        who: 'Borealis',
        what: 'meter values in kWh',
        why: 'legal, yet many systems take the number for Wh',
        wire: { actions: ['MeterValues', 'TransactionEvent'], change: inKwh },
      },
      {
        who: 'Borealis',
        what: 'leaves out measurand, unit and context',
        why: 'legal: the specification has defaults, 1.6 §7.43',
        wire: { actions: ['MeterValues'], change: withoutDefaults },
      },
    ],
  },
  {
    name: 'Cobalt Energy',
    model: 'C7',
    firmware: '0.9.3-beta',
    evses: [ac(22_000)],
    misbehaviours: [
      {
        who: 'Cobalt Energy',
        what: 'sessions that began offline carry transactionId 0 for ever',
        why: 'the field is 0 from the start (the errata ask for -1), and late answers are not matched to it',
        behaviour: { unknownTransactionId: 0, forgetsOfflineNumbers: true },
      },
      {
        who: 'Cobalt Energy',
        what: 'repeats StartTransaction after the answer',
        why: 'its modem driver sends the last packet of a burst twice',
        behaviour: { repeatsStart: true },
      },
      {
        who: 'Cobalt Energy',
        what: 'clock 3 minutes slow',
        why: 'no battery behind the clock, set once at the factory start',
        behaviour: { clockOffMs: -180_000 },
      },
    ],
  },
  {
    name: 'Delphin',
    model: 'HPC 150',
    firmware: '7.11',
    evses: [dc(150_000), dc(150_000)],
    misbehaviours: [
      {
        who: 'Delphin',
        what: 'answers commands after 8 s',
        why: 'asks each of its power modules first',
        behaviour: { answersAfterMs: 8000 },
      },
      {
        who: 'Delphin',
        what: 'statuses in lower case',
        why: 'its firmware has its own enumeration',
        wire: { actions: ['StatusNotification'], change: lowerCaseStatus },
      },
    ],
  },
  {
    name: 'Eisvogel',
    model: 'Post 2',
    firmware: '2.0',
    evses: [ac(11_000), ac(11_000)],
    misbehaviours: [
      {
        who: 'Eisvogel',
        what: 'reports connectors before the boot is answered',
        why: 'two tasks of its firmware that do not wait for each other',
        behaviour: { reportsBeforeBoot: true },
      },
      {
        who: 'Eisvogel',
        what: 'the register starts from 0 with each session',
        why: 'shows the meter of the session instead of the meter of the socket',
        behaviour: { resetsRegister: true },
      },
    ],
  },
  {
    name: 'Fjordkraft Lade',
    model: 'Nook',
    firmware: '3.3',
    evses: [ac(7_400)],
    misbehaviours: [
      {
        who: 'Fjordkraft Lade',
        what: 'never sends BootNotification',
        why: 'believes that a wake from sleep is no boot',
        behaviour: { neverBoots: true },
      },
    ],
  },
];

/** A maker without fault, for tests that look at something else. */
export const flawless: Maker = { name: 'Plain', model: 'One', firmware: '1.0', evses: [ac(22_000)], misbehaviours: [] };

export function behaviourOf(maker: Maker): Behaviour {
  return Object.assign({ ...honest }, ...maker.misbehaviours.map((row) => row.behaviour ?? {}));
}

export function wireFaultsOf(maker: Maker): WireFault[] {
  return maker.misbehaviours.flatMap((row) => (row.wire === undefined ? [] : [row.wire]));
}

function inKwh(payload: Payload): Payload {
  return eachSample(payload, (sample) => {
    if (typeof sample.value === 'number') {
      const unit = sample.unitOfMeasure as { unit?: string } | undefined;
      return unit?.unit === 'Wh' ? { ...sample, value: sample.value / 1000, unitOfMeasure: { unit: 'kWh' } } : sample;
    }
    return sample.unit === 'Wh' ? { ...sample, value: String(Number(sample.value) / 1000), unit: 'kWh' } : sample;
  });
}

function withoutDefaults(payload: Payload): Payload {
  return eachSample(payload, (sample) => {
    const { context, location: _location, ...rest } = sample;
    if (rest.measurand === 'Energy.Active.Import.Register') delete rest.measurand;
    return context === undefined || context === 'Sample.Periodic' ? rest : { ...rest, context };
  });
}

function lowerCaseStatus(payload: Payload): Payload {
  const lower = (name: string): Payload => (typeof payload[name] === 'string' ? { [name]: payload[name].toLowerCase() } : {});
  return { ...payload, ...lower('status'), ...lower('connectorStatus') };
}

function eachSample(payload: Payload, change: (sample: Payload) => Payload): Payload {
  if (!Array.isArray(payload.meterValue)) return payload;
  const meterValue = (payload.meterValue as Payload[]).map((value) => ({
    ...value,
    sampledValue: (value.sampledValue as Payload[]).map(change),
  }));
  return { ...payload, meterValue };
}

/** The same maker with meters that sign, well or with a fault. */
export function signing(maker: Maker, signs: SigningManner): Maker {
  const row = { who: maker.name, what: `meters sign: ${signs}`, why: 'calibration law', behaviour: { signs } };
  return { ...maker, misbehaviours: [...maker.misbehaviours, row] };
}
