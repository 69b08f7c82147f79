import { commandStatuses } from '@stationmaster/contract';
import type { BulkCommand, Command } from '../../api.ts';

type Status = Command['status'];
type Group = 'done' | 'underWay' | 'failed' | 'impossible' | 'dropped';

/** What a status means for the whole. Those of `failed` are what a second try is made for. */
const groups: Readonly<Record<Status, Group>> = {
  queued: 'underWay',
  waiting: 'underWay',
  pending: 'underWay',
  sent: 'underWay',
  accepted: 'underWay',
  confirmed: 'done',
  rejected: 'failed',
  offline: 'failed',
  timedOut: 'failed',
  failed: 'failed',
  noEffect: 'failed',
  expired: 'failed',
  // Trying again cannot help.
  notSupported: 'impossible',
  cancelled: 'dropped',
};

/** The statuses that occur, the done ones first, what is still to come last. */
export function parts({ byStatus }: Pick<BulkCommand, 'byStatus'>): { status: Status; count: number }[] {
  const order: readonly Group[] = ['done', 'failed', 'impossible', 'dropped', 'underWay'];
  return order
    .flatMap((group) =>
      commandStatuses.filter((status) => groups[status] === group).flatMap((status) => ({ status, count: byStatus[status] ?? 0 })),
    )
    .filter(({ count }) => count > 0);
}

export function sums(bulk: Pick<BulkCommand, 'byStatus'>): Record<Group, number> {
  const sum: Record<Group, number> = { done: 0, underWay: 0, failed: 0, impossible: 0, dropped: 0 };
  for (const { status, count } of parts(bulk)) sum[groups[status]] += count;
  return sum;
}

/** How many of it have not been sent yet, so that they can be taken back. */
export function unsent({ byStatus }: Pick<BulkCommand, 'byStatus'>): number {
  return (byStatus.queued ?? 0) + (byStatus.waiting ?? 0);
}
