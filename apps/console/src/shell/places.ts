import type { Role } from '@stationmaster/contract';
import {
  type IconActivityHeartbeat,
  IconBell,
  IconBolt,
  IconCoin,
  IconCreditCard,
  IconDoorEnter,
  IconHistory,
  IconHome,
  IconMapPin,
  IconPlugConnected,
  IconUsers,
} from '@tabler/icons-react';

/** Where one can go, in the order of the navigation. `name` is a key below `common:places`; `behind`: not in the phone's bar. */
export const places = [
  { to: '/', name: 'overview', icon: IconHome, group: 'now' },
  { to: '/stations', name: 'stations', icon: IconPlugConnected, group: 'now' },
  { to: '/sessions', name: 'sessions', icon: IconBolt, group: 'now' },
  { to: '/events', name: 'events', icon: IconBell, group: 'now' },
  { to: '/lobby', name: 'lobby', icon: IconDoorEnter, group: 'now', behind: true },
  { to: '/cards', name: 'cards', icon: IconCreditCard, group: 'setUp' },
  { to: '/prices', name: 'prices', icon: IconCoin, group: 'setUp' },
  { to: '/sites', name: 'sites', icon: IconMapPin, group: 'setUp' },
  { to: '/people', name: 'people', icon: IconUsers, group: 'house', needs: 'administrator' },
  { to: '/audit', name: 'audit', icon: IconHistory, group: 'house', needs: 'administrator' },
] as const satisfies readonly {
  to: string;
  name: string;
  icon: typeof IconActivityHeartbeat;
  group: string;
  needs?: Role;
  behind?: true;
}[];
export type Place = (typeof places)[number];
export const placeGroups = ['now', 'setUp', 'house'] as const;
