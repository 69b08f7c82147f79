import { api } from '../../api.ts';

export type PushState = 'on' | 'off' | 'denied' | 'impossible';
const worker = '/push-worker.js';

/** Browsers offer it on https and localhost only. */
export async function pushState(): Promise<PushState> {
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) return 'impossible';
  if (Notification.permission === 'denied') return 'denied';
  const registration = await navigator.serviceWorker.getRegistration(worker);
  return (await registration?.pushManager.getSubscription()) ? 'on' : 'off';
}

/** Asks the person, subscribes with the server's key and tells the server. */
export async function startPush(): Promise<void> {
  if ((await Notification.requestPermission()) !== 'granted') return;
  const { publicKey } = await api.getPush();
  await navigator.serviceWorker.register(worker);
  const registration = await navigator.serviceWorker.ready;
  const made = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
  const { endpoint, keys } = made.toJSON();
  await api.subscribePush({
    body: {
      endpoint: endpoint ?? '',
      keys: { p256dh: keys?.['p256dh'] ?? '', auth: keys?.['auth'] ?? '' },
      userAgent: navigator.userAgent.slice(0, 300),
    },
  });
}

export async function stopPush(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration(worker);
  const subscription = await registration?.pushManager.getSubscription();
  if (!subscription) return;
  await api.unsubscribePush({ query: { endpoint: subscription.endpoint } });
  await subscription.unsubscribe();
}
