import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { PageSkeleton } from './components/page-skeleton.tsx';
import { wordsReady } from './i18n.ts';
import { ErrorScreen, NotFoundScreen } from './shell/error-screen.tsx';
import { Shell } from './shell/shell.tsx';
import { parseSearch, stringifySearch } from './url.ts';

/** A page is `pages/<folder>/index.tsx` with a default export; each is its own download, and brings its words. */
const pages = import.meta.glob<{ default: ComponentType }>('./pages/*/index.tsx');
const page = (folder: string) =>
  lazyRouteComponent(async () => {
    const load = pages[`./pages/${folder}/index.tsx`];
    if (!load) throw new Error(`no page ${folder}`);
    const loaded = await load();
    await wordsReady();
    return loaded;
  });

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundScreen, errorComponent: ErrorScreen });
const signIn = createRoute({ getParentRoute: () => root, path: '/sign-in', component: page('sign-in') });
const welcome = createRoute({ getParentRoute: () => root, path: '/welcome', component: page('welcome') });
const verify = createRoute({ getParentRoute: () => root, path: '/verify', component: page('verify') });
const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell });
const under = <P extends string>(path: P, folder: string) => createRoute({ getParentRoute: () => shell, path, component: page(folder) });

const tree = root.addChildren([
  signIn,
  welcome,
  verify,
  shell.addChildren([
    under('/', 'overview'),
    under('/lobby', 'lobby'),
    under('/stations', 'stations'),
    under('/stations/$stationId', 'station'),
    under('/bulk', 'bulk-commands'),
    under('/bulk/$bulkId', 'bulk-command'),
    under('/alerts', 'alerts'),
    under('/alerts/$alertId', 'alert'),
    under('/security', 'security'),
    under('/security/$fleetId', 'security-move'),
    under('/events', 'events'),
    under('/sessions', 'sessions'),
    under('/sessions/$sessionId', 'session'),
    under('/drivers', 'drivers'),
    under('/drivers/$driverId', 'driver'),
    under('/companies/$companyId', 'company'),
    under('/cards', 'cards'),
    under('/certificates', 'certificates'),
    under('/prices', 'prices'),
    under('/prices/$tariffId', 'tariff'),
    under('/price-map', 'price-map'),
    under('/price-map/$stationId', 'price-here'),
    under('/checks', 'checks'),
    under('/sites', 'sites'),
    under('/firmware', 'firmware'),
    under('/firmware/$campaignId', 'firmware-campaign'),
    under('/configuration', 'configuration'),
    under('/acceptance', 'acceptance'),
    under('/acceptance/$runId', 'acceptance-run'),
    under('/second-back-ends', 'second-back-ends'),
    under('/uptime', 'uptime'),
    under('/reports', 'reports'),
    under('/logs', 'logs'),
    under('/logs/$logId', 'log'),
    under('/people', 'people'),
    under('/audit', 'audit'),
  ]),
]);

export const router = createRouter({
  routeTree: tree,
  defaultPreload: 'intent',
  defaultPendingComponent: PageSkeleton,
  defaultErrorComponent: ErrorScreen,
  scrollRestoration: true,
  parseSearch,
  stringifySearch,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
