import type { Draft } from '../station/draft.ts';
import { stationClock } from '../station/draft.ts';
import type { Hearing, Obeyed, Saying } from '../station/face.ts';
import { iso } from '../station/face.ts';
import type { Asked, Heard, Said, Sent } from './calls.ts';
import { adjustStream, streamOpened } from './streams.ts';
import { words } from './words.ts';

/** [21P2 N14] */
export function adjustPeriodicEventStream(
  draft: Draft,
  { id, params }: Asked<'AdjustPeriodicEventStream'>,
): Obeyed<Said<'AdjustPeriodicEventStream'>> {
  return { answer: { status: adjustStream(draft, id, params) ? 'Accepted' : 'Rejected' } };
}

/** [21P2 N12] */
export function getPeriodicEventStream({ state }: Draft): Obeyed<Said<'GetPeriodicEventStream'>> {
  const [first, ...rest] = state.streams.map(({ id, params }) => ({ id, params, variableMonitoringId: id }));
  return { answer: first === undefined ? {} : { constantStreamData: [first, ...rest] } };
}

/** The CSMS takes the stream, or the monitor goes on telling events. [21P2 N11] */
export const streamHeard: Hearing<Sent<'OpenPeriodicEventStream'>, Heard<'OpenPeriodicEventStream'>> = (
  draft,
  { constantStreamData },
  { status },
) => streamOpened(draft, constantStreamData.id, status === 'Accepted');

/** On demand, as if for monitor 1. */
export const sayOpenStream: Saying = () => [
  words('OpenPeriodicEventStream', { constantStreamData: { id: 1, variableMonitoringId: 1, params: { interval: 60 } } }),
];
export const sayCloseStream: Saying = ({ state }) => [words('ClosePeriodicEventStream', { id: state.streams[0]?.id ?? 1 })];
export const sayStream: Saying = (draft) => [
  words('NotifyPeriodicEventStream', {
    id: draft.state.streams[0]?.id ?? 1,
    pending: 0,
    basetime: iso(stationClock(draft)),
    data: [{ t: 0, v: '0' }],
  }),
];
