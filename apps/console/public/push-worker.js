// Shows alerts, also when Stationmaster is closed. Does nothing else: no page is kept or served from here.
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('push', (event) => {
  const { title = 'Stationmaster', body = '', url = '/alerts', tag } = event.data?.json() ?? {};
  event.waitUntil(self.registration.showNotification(title, { body, tag, renotify: Boolean(tag), data: { url }, icon: '/icon.svg' }));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const { pathname } = new URL(event.notification.data.url, self.location.origin);
  event.waitUntil(
    self.clients.matchAll({ type: 'window' }).then(async (open) => {
      const page = open[0];
      if (!page) return self.clients.openWindow(pathname);
      await page.focus();
      return page.navigate(pathname);
    }),
  );
});
