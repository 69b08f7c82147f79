import type { Role } from '@stationmaster/contract';
import {
  type IconActivityHeartbeat,
  IconAdjustments,
  IconAlertTriangle,
  IconArrowsExchange,
  IconBell,
  IconBolt,
  IconCertificate,
  IconChartBar,
  IconClipboardCheck,
  IconCoin,
  IconCpu,
  IconCreditCard,
  IconDoorEnter,
  IconFileText,
  IconHeartbeat,
  IconHistory,
  IconHome,
  IconListCheck,
  IconMap2,
  IconMapPin,
  IconPlugConnected,
  IconShieldExclamation,
  IconSteeringWheel,
  IconUsers,
} from '@tabler/icons-react';

/** Where one can go, in the order of the navigation. `name` is a key below `common:places`; `behind`: not in the phone's bar. */
export const places = [
  { to: '/', name: 'overview', icon: IconHome, group: 'now' },
  { to: '/stations', name: 'stations', icon: IconPlugConnected, group: 'now' },
  { to: '/sessions', name: 'sessions', icon: IconBolt, group: 'now' },
  { to: '/alerts', name: 'alerts', icon: IconAlertTriangle, group: 'now' },
  { to: '/events', name: 'events', icon: IconBell, group: 'now', behind: true },
  { to: '/lobby', name: 'lobby', icon: IconDoorEnter, group: 'now', behind: true },
  { to: '/security', name: 'security', icon: IconShieldExclamation, group: 'care' },
  { to: '/firmware', name: 'firmware', icon: IconCpu, group: 'care' },
  { to: '/configuration', name: 'configuration', icon: IconAdjustments, group: 'care', behind: true },
  { to: '/uptime', name: 'uptime', icon: IconHeartbeat, group: 'care', behind: true },
  { to: '/acceptance', name: 'acceptance', icon: IconClipboardCheck, group: 'care', behind: true },
  { to: '/second-back-ends', name: 'forwarding', icon: IconArrowsExchange, group: 'care', behind: true },
  { to: '/logs', name: 'logs', icon: IconFileText, group: 'care' },
  { to: '/certificates', name: 'certificates', icon: IconCertificate, group: 'care' },
  { to: '/prices', name: 'prices', icon: IconCoin, group: 'money' },
  { to: '/price-map', name: 'priceMap', icon: IconMap2, group: 'money', behind: true },
  { to: '/checks', name: 'checks', icon: IconListCheck, group: 'money' },
  { to: '/reports', name: 'reports', icon: IconChartBar, group: 'money' },
  { to: '/drivers', name: 'drivers', icon: IconSteeringWheel, group: 'setUp' },
  { to: '/cards', name: 'cards', icon: IconCreditCard, group: 'setUp' },
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
export const placeGroups = ['now', 'care', 'money', 'setUp', 'house'] as const;
