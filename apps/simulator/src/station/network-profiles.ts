import { type Draft, tell } from './draft.ts';
import { listOf, numberOf } from './settings.ts';

/** Where and as whom to connect; null: as before. */
export interface NetworkProfile {
  url: string;
  identity: string | null;
  password: string | null;
}

export interface NetworkState {
  /** By slot; slot 1 that is not here is what the station was installed with. */
  profiles: ReadonlyMap<number, NetworkProfile>;
  activeSlot: number;
  /** In vain, one after the other. */
  failures: number;
}

export const factoryNetwork: NetworkState = { profiles: new Map(), activeSlot: 1, failures: 0 };

/** 2.1: the slot as its variables say; without an address there is nothing in it. [21P2 B09] */
export function configureSlot({ state }: Draft, slot: number): void {
  const said = (variable: string): string => state.settings.get(`networkconfiguration:${slot}/0/${variable}`)?.value ?? '';
  const profiles = new Map([...state.network.profiles].filter(([known]) => known !== slot));
  const url = said('ocppcsmsurl');
  if (URL.canParse(url)) profiles.set(slot, { url, identity: said('identity') || null, password: said('basicauthpassword') || null });
  state.network = { ...state.network, profiles };
}

/** At a boot: the first slot of the priority that holds something. [P2 B10] */
export function chooseProfile(draft: Draft): void {
  const [slot = 1] = usable(draft);
  if (slot !== draft.state.network.activeSlot || draft.state.network.profiles.has(slot)) use(draft, slot);
}

/** Nobody answers: after so many attempts the next slot is tried, and so on round. [P2 B10] */
export function connectFailed(draft: Draft): void {
  const { network } = draft.state;
  const failures = network.failures + 1;
  draft.state.network = { ...network, failures };
  const slots = usable(draft);
  if (slots.length < 2 || failures < numberOf(draft.state, 'connectionAttempts')) return;
  use(draft, slots[(slots.indexOf(network.activeSlot) + 1) % slots.length] ?? 1);
}

function usable({ state }: Draft): number[] {
  return listOf(state, 'networkPriority')
    .map(Number)
    .filter((slot) => slot === 1 || state.network.profiles.has(slot));
}

function use(draft: Draft, slot: number): void {
  const { network } = draft.state;
  draft.state.network = { ...network, activeSlot: slot, failures: 0 };
  draft.effects.push({ kind: 'use', profile: network.profiles.get(slot) ?? null });
  tell(draft, 'networkChanged', { slot });
}
