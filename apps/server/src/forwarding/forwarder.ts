import type { Shared, SharePort } from '../gateway/share.ts';
import type { StationState } from '../stations/state.ts';
import { Pace } from './pace.ts';
import { Relay, type RelayNeeds } from './relay.ts';
import { roleOf } from './rights.ts';
import { switchNow } from './switch.ts';

/** The second back ends of the stations that are connected here. */
export class Forwarder implements SharePort {
  readonly #needs: () => Omit<RelayNeeds, 'pace'>;
  #pace: Pace | null = null;
  readonly #relays = new Map<number, Relay>();
  readonly #stopping = new Set<Promise<void>>();

  /** `needs`: asked once the gateway is there. */
  constructor(needs: () => Omit<RelayNeeds, 'pace'>) {
    this.#needs = needs;
  }

  /** A station has connected, or its settings were read again. */
  follow(state: StationState): void {
    const running = this.#relays.get(state.id);
    const { revision } = state.forwarding ?? {};
    if (running?.revision === revision) return;
    if (running !== undefined) this.leave(state);
    if (revision === undefined) return;
    const needs = this.#needs();
    this.#pace ??= new Pace(needs.config.databasePool);
    this.#relays.set(state.id, new Relay({ ...needs, pace: this.#pace }, state, revision));
  }

  leave({ id }: Pick<StationState, 'id'>): void {
    const relay = this.#relays.get(id);
    if (relay === undefined) return;
    this.#relays.delete(id);
    const stopping = relay.stop().finally(() => this.#stopping.delete(stopping));
    this.#stopping.add(stopping);
  }

  share(state: StationState, told: Shared): Promise<unknown> | null {
    const { forwarding } = state;
    if (forwarding === undefined) return null;
    const role = roleOf(forwarding, told.action);
    if (forwarding.nextAnswers !== null && !isCharging(state)) void switchNow(this.#needs(), state);
    return role === 'alone' ? null : (this.#relays.get(state.id)?.share(told, role) ?? null);
  }

  tell(state: StationState, told: Pick<Shared, 'action' | 'payload'>): void {
    this.#relays.get(state.id)?.send(told);
  }

  refused(state: StationState, messageId: string, refusal: { code: string; description: string }): void {
    this.#relays.get(state.id)?.refused(messageId, refusal);
  }

  async stop(): Promise<void> {
    for (const id of [...this.#relays.keys()]) this.leave({ id });
    await Promise.all(this.#stopping);
  }
}

function isCharging({ sessions }: Pick<StationState, 'sessions'>): boolean {
  return [...sessions.values()].some(({ status }) => status === 'active');
}
