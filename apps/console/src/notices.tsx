import type { NotificationData } from '@mantine/notifications';
import i18next from 'i18next';
import { useSyncExternalStore } from 'react';
import { lazily } from './components/lazily.tsx';

const load = () => import('@mantine/notifications');
const Shown = lazily(async () => (await load()).Notifications);

let isAnyWanted = false;
const hosts = new Set<() => void>();

/** Short messages in the corner. What shows them is fetched with the first one. */
export const notifications = {
  show(notice: NotificationData): void {
    isAnyWanted = true;
    for (const changed of hosts) changed();
    const closeButtonProps = { 'aria-label': i18next.t('common:close') };
    void load().then((fetched) => fetched.notifications.show({ closeButtonProps, ...notice }));
  },
};

/** Where the messages stand; once on the page. */
export function Notices() {
  const isShown = useSyncExternalStore(
    (changed) => {
      hosts.add(changed);
      return () => hosts.delete(changed);
    },
    () => isAnyWanted,
  );
  return isShown ? <Shown position="bottom-right" limit={4} /> : null;
}
