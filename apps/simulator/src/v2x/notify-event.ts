import { stationClock } from '../station/draft.ts';
import { iso, type Saying } from '../station/face.ts';
import { reportedWord } from '../station/status.ts';
import { componentOf } from './address.ts';
import { words } from './words.ts';

/** On demand: how an EVSE stands, as a notification that nobody has asked for. [P2 N07] */
export const sayEvent: Saying = (draft, evseId) => {
  const { state } = draft;
  const evse = state.evses.find(({ id }) => id === (evseId ?? 1));
  if (evse === undefined) return [];
  const eventId = state.monitoring.eventCount + 1;
  state.monitoring = { ...state.monitoring, eventCount: eventId };
  const timestamp = iso(stationClock(draft));
  return [
    words('NotifyEvent', {
      generatedAt: timestamp,
      seqNo: 0,
      eventData: [
        {
          eventId,
          timestamp,
          trigger: 'Alerting',
          actualValue: reportedWord(state.version, evse.status),
          eventNotificationType: 'HardWiredNotification',
          component: componentOf({ component: 'EVSE', evseId: evse.id }),
          variable: { name: 'AvailabilityState' },
        },
      ],
    }),
  ];
};
