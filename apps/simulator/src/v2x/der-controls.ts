import { type Draft, stationClock } from '../station/draft.ts';
import { iso, type Obeyed, type Saying } from '../station/face.ts';
import type { Message } from '../station/message.ts';
import { listOf } from '../station/settings.ts';
import type { Asked, Said, Sent } from './calls.ts';
import { pagesOf, sendWords, words } from './words.ts';

type Request = Asked<'SetDERControl'>;
type Report = Sent<'ReportDERControl'>;
type Field = Exclude<keyof Request, 'isDefault' | 'controlId' | 'controlType' | 'customData'>;

/** A rule of the grid that the station keeps. [21P2 R04] */
export interface DerControl {
  /** Names its timers. */
  number: number;
  request: Request;
  isSuperseded: boolean;
  isRunning: boolean;
}

/** Controls in one part. */
const pageSize = 4;

/** Where a control's settings stand; all others are curves. */
const fields: Readonly<Partial<Record<Request['controlType'], Field>>> = {
  EnterService: 'enterService',
  FixedPFAbsorb: 'fixedPFAbsorb',
  FixedPFInject: 'fixedPFInject',
  FixedVar: 'fixedVar',
  FreqDroop: 'freqDroop',
  Gradients: 'gradient',
  LimitMaxDischarge: 'limitMaxDischarge',
};

/** Of two of a kind the one with the lower number rules; of two alike, the newer. [21P2 R04] */
export function setDerControl(draft: Draft, request: Request): Obeyed<Said<'SetDERControl'>> {
  const { state } = draft;
  const { controlId, controlType, isDefault } = request;
  if (!listOf(state, 'derModes').includes(controlType)) return { answer: { status: 'NotSupported' } };
  if (settingsOf(request) === undefined) return { answer: { status: 'Rejected', statusInfo: { reasonCode: 'MissingParam' } } };
  const others = state.derControls.filter((one) => one.request.controlId !== controlId);
  const rivals = others.filter(
    (one) => one.request.controlType === controlType && one.request.isDefault === isDefault && !one.isSuperseded,
  );
  const isSuperseded = rivals.some((one) => priorityOf(one.request) < priorityOf(request));
  const superseded = isSuperseded ? [] : rivals;
  state.jobCount += 1;
  const control: DerControl = { number: state.jobCount, request, isSuperseded, isRunning: false };
  state.derControls = [
    ...others.map((one) => (superseded.includes(one) ? { ...one, isSuperseded: true, isRunning: false } : one)),
    control,
  ];
  const [first, ...rest] = superseded.map((one) => one.request.controlId);
  return {
    answer: { status: 'Accepted', ...(first === undefined ? {} : { supersededIds: [first, ...rest] }) },
    after: () => schedule(draft, control),
  };
}

export function getDerControl(draft: Draft, { requestId, ...wanted }: Asked<'GetDERControl'>): Obeyed<Said<'GetDERControl'>> {
  const found = matching(draft, wanted);
  if (found.length === 0) return { answer: { status: 'NotFound' } };
  const after = (): void => {
    for (const message of reportsOf(requestId, found)) draft.effects.push({ kind: 'call', message });
  };
  return { answer: { status: 'Accepted' }, after };
}

export function clearDerControl(draft: Draft, wanted: Asked<'ClearDERControl'>): Obeyed<Said<'ClearDERControl'>> {
  const found = matching(draft, wanted);
  if (found.length === 0) return { answer: { status: 'NotFound' } };
  draft.state.derControls = draft.state.derControls.filter((one) => !found.includes(one));
  for (const { number } of found) draft.effects.push({ kind: 'cancel', name: `der:${number}` });
  return { answer: { status: 'Accepted' } };
}

/** A scheduled control begins, or is over. [21P2 R04] */
export function derDue(draft: Draft, number: number): void {
  const { state } = draft;
  const control = state.derControls.find((one) => one.number === number);
  if (control === undefined || control.isSuperseded) return;
  const started = !control.isRunning;
  const changed = { ...control, isRunning: started };
  state.derControls = state.derControls.flatMap((one) => (one !== control ? [one] : started ? [changed] : []));
  const { controlId } = control.request;
  sendWords(draft, 'NotifyDERStartStop', { controlId, started, timestamp: iso(stationClock(draft)) });
  const { duration } = timesOf(control.request);
  if (started && duration !== undefined)
    draft.effects.push({ kind: 'timer', name: `der:${number}`, afterMs: duration * 1000, clock: 'world' });
}

/** On demand: all that it keeps. */
export const sayDerControls: Saying = ({ state }) => reportsOf(0, state.derControls);

/** On demand: the grid is out of its limits. [21P2 R05] */
export const sayDerAlarm: Saying = (draft) => [
  words('NotifyDERAlarm', { controlType: 'LFMustTrip', gridEventFault: 'UnderFrequency', timestamp: iso(stationClock(draft)) }),
];

export const sayDerStartStop: Saying = (draft) => {
  const controlId = draft.state.derControls[0]?.request.controlId ?? 'DER-1';
  return [words('NotifyDERStartStop', { controlId, started: true, timestamp: iso(stationClock(draft)) })];
};

/** Defaults hold always; the others begin at their time, or now. */
function schedule(draft: Draft, { number, request, isSuperseded }: DerControl): void {
  if (request.isDefault || isSuperseded) return;
  const { startTime } = timesOf(request);
  const afterMs = startTime === undefined ? 0 : Date.parse(startTime) - stationClock(draft);
  if (afterMs <= 0) derDue(draft, number);
  else draft.effects.push({ kind: 'timer', name: `der:${number}`, afterMs, clock: 'world' });
}

function matching({ state }: Draft, wanted: { isDefault?: boolean; controlType?: string; controlId?: string }): DerControl[] {
  return state.derControls.filter(
    ({ request }) =>
      (wanted.isDefault === undefined || request.isDefault === wanted.isDefault) &&
      (wanted.controlType === undefined || request.controlType === wanted.controlType) &&
      (wanted.controlId === undefined || request.controlId === wanted.controlId),
  );
}

function reportsOf(requestId: number, controls: readonly DerControl[]): Message[] {
  const pages = pagesOf(controls, pageSize);
  return pages.map((page, index) => {
    const byField = Map.groupBy(page, ({ request }) => fieldOf(request));
    const lists = Object.fromEntries(
      [...byField].map(([field, group]) => [field, group.map((one) => lineOf(field, one))]),
    ) as Partial<Report>;
    return words('ReportDERControl', { requestId, tbc: index < pages.length - 1, ...lists });
  });
}

/** What is always valid is not told to be default or superseded. [21P2 EnterServiceGetType, GradientGetType] */
function lineOf(field: Field, { request, isSuperseded }: DerControl): object {
  const { controlId: id, controlType, isDefault } = request;
  const name = field === 'fixedPFAbsorb' || field === 'fixedPFInject' ? 'fixedPF' : field;
  const settings = { id, [name]: settingsOf(request) };
  if (field === 'enterService' || field === 'gradient') return settings;
  return { ...settings, isDefault, isSuperseded, ...(field === 'curve' ? { curveType: controlType } : {}) };
}

function fieldOf({ controlType }: Request): Field {
  return fields[controlType] ?? 'curve';
}

function settingsOf(request: Request): Request[Field] {
  return request[fieldOf(request)];
}

function priorityOf(request: Request): number {
  return settingsOf(request)?.priority ?? 0;
}

function timesOf(request: Request): { startTime?: string; duration?: number } {
  return (settingsOf(request) ?? {}) as { startTime?: string; duration?: number };
}
