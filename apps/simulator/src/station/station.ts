import type { Version } from '@stationmaster/ocpp';
import { behaviourOf, type Maker } from '../makers.ts';
import { factoryBatteries } from '../v2x/battery-swap.ts';
import { factoryMonitoring } from '../v2x/monitors.ts';
import { publishFetched } from '../v2x/publish-firmware.ts';
import { alignedDue, alignedEndedDue } from './aligned.ts';
import { commanded } from './answer.ts';
import { applyLimits } from './apply-limits.ts';
import { authorizeAnswered, connectionTimedOut, tap } from './cards.ts';
import { deauthorized, fault, keepDue, pause, plugIn, sample, unplug } from './charging.ts';
import { showCost } from './cost.ts';
import { type Draft, draftOf } from './draft.ts';
import type { Effect, StationEvent } from './event.ts';
import { limitExternally } from './external-limit.ts';
import { faces } from './faces.ts';
import { firmwareDue, firmwareFetched, firmwareTold } from './firmware.ts';
import { emptyList } from './known-cards.ts';
import { bootAnswered, callFailed, closed, comeBack, goOffline, opened, powerUp, scheduleHeartbeat, sendBoot } from './link.ts';
import { logUploaded, uploadLog } from './logs.ts';
import type { Answer, EventMessage } from './message.ts';
import { withMeterKeys } from './meter-keys.ts';
import { factoryNetwork } from './network-profiles.ts';
import { idleReset } from './obey.ts';
import { delivered, retry, undelivered } from './queue.ts';
import { reservationExpired } from './reservations.ts';
import { send } from './send.ts';
import { factorySettings } from './settings.ts';
import { keyMade, requestSigning } from './signing.ts';
import type { Evse, StationState } from './state.ts';
import { checkLimit, limitTransaction } from './tx-limits.ts';

export interface NewStation {
  id: string;
  version: Version;
  maker: Maker;
  at: number /** Wh on the meters. */;
  registerWh: number;
}

/** A station as it leaves the factory. */
export function newStation({ id, version, maker, at, registerWh }: NewStation): StationState {
  const evses: Evse[] = maker.evses.map(({ kind, maxW }, index) => ({
    id: index + 1,
    kind,
    maxW,
    isOperative: true,
    becomesInoperative: false,
    errorCode: null,
    vehicle: null,
    authorized: null,
    registerWh,
    advancedAt: at,
    lockedUntil: null,
    allowedW: null,
    status: 'Available',
    session: null,
    signedPage: 0,
  }));
  return {
    id,
    version,
    behaviour: behaviourOf(maker),
    vendor: maker.name,
    model: maker.model,
    firmware: maker.firmware,
    link: 'down',
    isCutOff: false,
    isRebooting: false,
    registration: 'None',
    bootReason: null,
    resumes: false,
    heartbeatMs: 0,
    evses,
    settings: withMeterKeys(factorySettings(version, evses), { id, version, maker }),
    queue: [],
    isSending: false,
    attempts: 0,
    isHolding: false,
    transactionIds: new Map(),
    sessionCount: 0,
    asking: 0,
    localList: emptyList,
    cache: new Map(),
    profiles: [],
    network: factoryNetwork,
    firmwareJob: null,
    logJob: null,
    published: new Map(),
    publishJob: null,
    jobCount: 0,
    roots: [],
    keys: [],
    signingAttempts: 0,
    securityLog: [],
    untoldEvents: [],
    displays: [],
    tariffs: [],
    derControls: [],
    batteries: factoryBatteries,
    swap: null,
    monitoring: factoryMonitoring(evses),
    streams: [],
    reservations: [],
    history: [],
    overrides: new Map(),
    lasting: new Map(),
  };
}

/** The whole behaviour of a station: what it is and does after `event` at world time `at` (ms). Pure. */
export function step(state: StationState, event: StationEvent, at: number): { state: StationState; effects: readonly Effect[] } {
  const draft = draftOf(state, at);
  happen(draft, event);
  faces[state.version].afterwards(draft);
  return { state: draft.state, effects: draft.effects };
}

function happen(draft: Draft, event: StationEvent): void {
  switch (event.kind) {
    case 'powerUp':
      powerUp(draft);
      break;
    case 'opened':
      opened(draft);
      break;
    case 'closed':
      closed(draft);
      break;
    case 'goOffline':
      goOffline(draft);
      break;
    case 'comeBack':
      comeBack(draft);
      break;
    case 'timer':
      timerRang(draft, event.name);
      break;
    case 'answered':
      answered(draft, event);
      break;
    case 'command':
      commanded(draft, event);
      break;
    case 'tap':
      tap(draft, event.evseId, event.idToken);
      break;
    case 'plugIn':
      plugIn(draft, event.evseId, event.vehicle);
      break;
    case 'unplug':
      unplug(draft, event.evseId);
      break;
    case 'pause':
      pause(draft, event.evseId, event.isPaused);
      break;
    case 'fault':
      fault(draft, event.evseId, event.errorCode);
      break;
    case 'downloaded':
      downloaded(draft, event);
      break;
    case 'uploaded':
      if (draft.state.logJob?.number === event.number) logUploaded(draft, event.isDone);
      break;
    case 'keyMade':
      keyMade(draft, event.use, event.request);
      break;
    case 'externalLimit':
      limitExternally(draft, event.evseId, event.watt);
      break;
    case 'send':
      send(draft, event);
      break;
    case 'misbehave':
      draft.state.behaviour = { ...draft.state.behaviour, ...event.behaviour };
      break;
    case 'nextAnswer': {
      const others = draft.state.overrides.get(event.action) ?? [];
      draft.state.overrides = new Map([...draft.state.overrides, [event.action, [...others, event.override]]]);
      break;
    }
    case 'everyAnswer': {
      const others = [...draft.state.lasting].filter(([action]) => action !== event.action);
      draft.state.lasting = new Map(event.override === null ? others : [...others, [event.action, event.override]]);
    }
  }
}

/** What each timer is for. `id` is that of the EVSE or whatever has many; NaN for timers of the whole station. */
const rings: Readonly<Record<string, (draft: Draft, id: number) => void>> = {
  sample,
  connection: connectionTimedOut,
  reservation: reservationExpired,
  retry,
  aligned: alignedDue,
  alignedEnded: alignedEndedDue,
  keep: keepDue,
  limit: applyLimits,
  txLimit: checkLimit,
  firmware: firmwareDue,
  log: uploadLog,
  signing: requestSigning,
  idleReset,
  boot: (draft) => {
    if (draft.state.link === 'open') sendBoot(draft);
  },
  reboot: (draft) => {
    draft.effects.push({ kind: 'disconnect' });
    powerUp(draft);
  },
  heartbeat: (draft) => {
    if (draft.state.link !== 'open' || draft.state.registration !== 'Accepted') return;
    draft.effects.push({ kind: 'call', message: { kind: 'heartbeat' } });
    scheduleHeartbeat(draft);
  },
};

/** What came for a job that is no longer there is thrown away. */
function downloaded(draft: Draft, { job, number, content }: Extract<StationEvent, { kind: 'downloaded' }>): void {
  const { firmwareJob, publishJob } = draft.state;
  if (job === 'firmware' && firmwareJob?.number === number) firmwareFetched(draft, content);
  if (job === 'publish' && publishJob?.number === number) publishFetched(draft, content);
}

function timerRang(draft: Draft, name: string): void {
  const [kind = '', id] = name.split(':');
  const ring = rings[kind] ?? faces[draft.state.version].rings.get(kind);
  ring?.(draft, Number(id));
}

function answered(draft: Draft, { message, outcome, answer, errorCode }: Extract<StationEvent, { kind: 'answered' }>): void {
  if (message.kind === 'event') {
    eventAnswered(draft, message, { answer, wasRefused: outcome === 'error' || outcome === 'invalid' });
    return;
  }
  if (answer === null && outcome !== 'closed') callFailed(draft, message, errorCode);
  if (message.kind === 'words' && answer?.payload !== undefined)
    faces[draft.state.version].hearings.get(message.action)?.(draft, message.payload, answer.payload);
  if (message.kind === 'boot' && outcome !== 'closed') bootAnswered(draft, answer);
  if (message.kind === 'firmwareStatus') firmwareTold(draft, message.status);
  if (message.kind === 'authorize') {
    draft.state.asking -= 1;
    authorizeAnswered(draft, message, answer);
  }
}

function eventAnswered(draft: Draft, message: EventMessage, { answer, wasRefused }: { answer: Answer | null; wasRefused: boolean }): void {
  if (answer === null) {
    undelivered(draft, message, wasRefused);
    return;
  }
  const refused = delivered(draft, message, answer);
  if (answer.totalCost !== undefined) showCost(draft, message.session.id, answer.totalCost);
  if (answer.limit !== undefined) limitTransaction(draft, message.session.id, answer.limit);
  if (refused !== null) deauthorized(draft, refused);
}
