import type { Variable } from '../../../api.ts';
import { entriesOf } from './settings.ts';

/** One way by which a station reaches its back end. */
export interface Profile {
  slot: number;
  url: string;
  interface: string;
  securityProfile: number | null;
  /** 1: tried first; null: not tried at all, or not known. */
  rank: number | null;
  isActive: boolean;
}

interface Told {
  key: string;
  data: unknown;
}

const component = 'networkconfiguration';
const of = (variables: readonly Variable[], name: string) =>
  variables.find((one) => one.component === 'OCPPCommCtrlr' && one.variable === name)?.value ?? null;

/** Profiles as we set them and as the station tells them (2.1 NetworkConfiguration); what it tells counts. In order of their slots. */
export function profilesOf(records: readonly Told[], variables: readonly Variable[]): Profile[] {
  const order = entriesOf(of(variables, 'NetworkConfigurationPriority'));
  const active = of(variables, 'ActiveNetworkProfile');
  const told = Map.groupBy(
    variables.filter((one) => one.component.toLowerCase() === component && one.instance !== ''),
    ({ instance }) => instance,
  );
  const slots = [...new Set([...records.map(({ key }) => key), ...told.keys(), ...order])].filter((slot) => /^\d+$/.test(slot));
  return slots
    .map((slot): Profile => {
      const set = (records.find(({ key }) => key === slot)?.data ?? {}) as {
        csmsUrl?: string;
        interface?: string;
        securityProfile?: number;
      };
      const tells = (name: string) => told.get(slot)?.find(({ variable }) => variable === name)?.value || undefined;
      const profile = tells('SecurityProfile') ?? set.securityProfile;
      const place = order.indexOf(slot);
      return {
        slot: Number(slot),
        url: tells('OcppCsmsUrl') ?? set.csmsUrl ?? '',
        interface: tells('OcppInterface') ?? set.interface ?? '',
        securityProfile: profile === undefined ? null : Number(profile),
        rank: place < 0 ? null : place + 1,
        isActive: active === slot,
      };
    })
    .sort((a, b) => a.slot - b.slot);
}

/** The order in which this slot comes first and the others follow as before. */
export function firstIn(slot: number, profiles: readonly Profile[]): string {
  const ranked = profiles.filter(({ rank }) => rank !== null).sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0));
  return [slot, ...ranked.map((profile) => profile.slot).filter((other) => other !== slot)].join(',');
}

/** Where a new profile goes: the first of the station's slots that holds none; where all are full, the next number. */
export function freeSlot(profiles: readonly Pick<Profile, 'slot' | 'url'>[], variables: readonly Variable[]): number {
  const offered =
    variables.find((one) => one.component === 'OCPPCommCtrlr' && one.variable === 'NetworkConfigurationPriority')?.values ?? [];
  const full = new Set(profiles.filter(({ url }) => url !== '').map(({ slot }) => slot));
  const slots = [...profiles.map(({ slot }) => slot), ...offered.map(Number)].filter(Number.isInteger).sort((a, b) => a - b);
  return slots.find((slot) => !full.has(slot)) ?? Math.max(0, ...slots) + 1;
}
