import type { Step, Turn } from '../stations/step.ts';
import { changed } from './change.ts';

/** The station says that a reservation is over; where it gave it up, why may show in the state of the place. */
export function reservationEnded({ state, at }: Turn, id: number, status: 'expired' | 'removed' | 'noTransaction'): Step {
  const evseId = state.reservations.get(id)?.evseId ?? 0;
  const broken = [...state.connectors.values()].find(
    (connector) => connector.evseId === evseId && (connector.status === 'Faulted' || connector.status === 'Unavailable'),
  );
  const reason = status === 'removed' ? (broken?.status ?? null) : null;
  return changed(state, { id, status, reason }, at);
}
