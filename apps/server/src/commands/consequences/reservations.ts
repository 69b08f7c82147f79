import { changed } from '../../reservations/change.ts';
import type { Progress } from '../progress.ts';
import { type Consequence, isTaken, isUnsent, mayBeTaken } from './consequence.ts';

const ownerOf = ({ stationId: id, tenantId, identity }: Progress) => ({ id, tenantId, identity });

export const reservations = {
  reserve: (progress, at) => {
    const { id, request, status } = progress;
    if (request.verb !== 'reserve' || isUnsent(progress)) return undefined;
    const { evseId, token: idToken, groupId = null } = request;
    const kept = { id, evseId, idToken, groupId, expiresAt: Date.parse(request.expiresAt) };
    // Until it is known, a car that comes may well use it.
    const isHeld = isTaken(progress);
    const change = isHeld ? changed(ownerOf(progress), { id, status: 'active' }, at) : undefined;
    if (isHeld || mayBeTaken(progress)) return { writes: change?.writes ?? {}, advance: (live) => void live.reservations.set(id, kept) };
    const reason = status === 'rejected' ? (progress.reason ?? 'Rejected') : status;
    return changed(ownerOf(progress), { id, status: 'refused', reason }, at);
  },
  extendReservation: (progress, at) => {
    const { request } = progress;
    if (request.verb !== 'extendReservation' || !isTaken(progress)) return undefined;
    const expiresAt = Date.parse(request.expiresAt);
    return changed(ownerOf(progress), { id: request.reservationId, status: 'active', expiresAt }, at);
  },
  cancelReservation: (progress, at) => {
    const { request, status } = progress;
    if (request.verb !== 'cancelReservation') return undefined;
    const id = request.reservationId;
    if (isTaken(progress)) return changed(ownerOf(progress), { id, status: 'cancelled' }, at);
    // It does not know of it (1.6 §5.2, 2.x H02.FR.01): nothing is kept there.
    return status === 'rejected' ? changed(ownerOf(progress), { id, status: 'removed', reason: 'unknownToStation' }, at) : undefined;
  },
} satisfies Record<string, Consequence>;
