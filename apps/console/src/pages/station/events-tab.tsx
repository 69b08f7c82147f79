import type { Station } from '../../api.ts';
import { EventList } from '../../components/event-list.tsx';

/** What happened at this station: alarms, events of its monitors, security events. */
export function EventsTab({ station }: { station: Station }) {
  return <EventList stationId={station.id} />;
}
