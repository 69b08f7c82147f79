import { type Draft, tell } from '../station/draft.ts';
import type { Obeyed, Saying } from '../station/face.ts';
import type { StationState } from '../station/state.ts';
import type { Asked, Said, Sent } from './calls.ts';
import { sendWords, words } from './words.ts';

type Swap = Sent<'BatterySwap'>;

/** A swap that goes on: the old battery comes in, a full one goes out. [21P2 S02, S03] */
export interface BatterySwap {
  requestId: number;
  idToken: Swap['idToken'];
  isIn: boolean;
}

/** Full batteries in a new station. */
export const factoryBatteries = 4;
/** How long a driver takes for each hand's turn. */
const handMs = 1000;

export function requestBatterySwap(draft: Draft, { requestId, idToken }: Asked<'RequestBatterySwap'>): Obeyed<Said<'RequestBatterySwap'>> {
  const { state } = draft;
  if (state.swap !== null || state.batteries === 0)
    return { answer: { status: 'Rejected', statusInfo: { reasonCode: 'NoBatteryAvailable' } } };
  const after = (): void => {
    state.swap = { requestId, idToken: idToken as Swap['idToken'], isIn: false };
    draft.effects.push({ kind: 'timer', name: 'swap', afterMs: handMs, clock: 'real' });
  };
  return { answer: { status: 'Accepted' }, after };
}

/** The driver's next hand. */
export function swapDue(draft: Draft): void {
  const { state } = draft;
  const { swap } = state;
  if (swap === null) return;
  const eventType = swap.isIn ? 'BatteryOut' : 'BatteryIn';
  sendWords(draft, 'BatterySwap', swapEvent(state, swap, eventType));
  tell(draft, 'shown', { what: eventType, requestId: swap.requestId });
  if (swap.isIn) {
    state.swap = null;
    state.batteries -= 1;
    return;
  }
  state.swap = { ...swap, isIn: true };
  draft.effects.push({ kind: 'timer', name: 'swap', afterMs: handMs, clock: 'real' });
}

/** On demand: a driver who has put in a battery at the station itself. [21P2 S01] */
export const sayBatterySwap: Saying = ({ state }) => {
  const swap: BatterySwap = { requestId: 0, idToken: { idToken: '04A1B2C3D4', type: 'ISO14443' }, isIn: false };
  return [words('BatterySwap', swapEvent(state, state.swap ?? swap, 'BatteryIn'))];
};

function swapEvent({ id }: StationState, { requestId, idToken }: BatterySwap, eventType: Swap['eventType']): Swap {
  const soC = eventType === 'BatteryIn' ? 12 : 80;
  return { requestId, idToken, eventType, batteryData: [{ evseId: 1, serialNumber: `${id}-${eventType}`.slice(-50), soC, soH: 95 }] };
}
