import type { StatusLook, StatusTone } from '@stationmaster/ui';
import type { api } from '../../../api.ts';

export type Forwarding = Awaited<ReturnType<typeof api.listForwardings>>['items'][number];
export type Choices = Awaited<ReturnType<typeof api.getForwarding>>['choices'];
export type Stand = Omit<Awaited<ReturnType<typeof api.getForwarding>>, 'forwarding' | 'choices'>;
export type ComparedSession = Awaited<ReturnType<typeof api.listForwardedSessions>>['items'][number];
interface Look {
  tone: StatusTone;
  shape: StatusLook['shape'];
}

/** How the line to the second back end stands, in one word. */
export function stateOf({ connected, accepted, stationConnected, problem }: Forwarding): 'up' | 'down' | 'asleep' | 'wait' {
  if (!stationConnected) return 'asleep';
  if (!connected) return 'down';
  return accepted && problem === null ? 'up' : 'wait';
}

export const stateLooks: Record<ReturnType<typeof stateOf>, Look> = {
  up: { tone: 'free', shape: 'check' },
  down: { tone: 'broken', shape: 'cross' },
  asleep: { tone: 'away', shape: 'pause' },
  wait: { tone: 'wait', shape: 'pause' },
};

export const verdictLooks: Record<ComparedSession['verdict'], Look> = {
  equal: { tone: 'free', shape: 'check' },
  differs: { tone: 'wait', shape: 'cross' },
  waiting: { tone: 'wait', shape: 'pause' },
  notDelivered: { tone: 'broken', shape: 'cross' },
  partly: { tone: 'away', shape: 'pause' },
  gone: { tone: 'broken', shape: 'cross' },
};
