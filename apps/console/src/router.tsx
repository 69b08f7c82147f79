import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { PageSkeleton } from './components/page-skeleton.tsx';
import { ErrorScreen, NotFoundScreen } from './shell/error-screen.tsx';
import { Shell } from './shell/shell.tsx';
import { parseSearch, stringifySearch } from './url.ts';

/** A page is `pages/<folder>/index.tsx` with a default export; each is its own download. */
const pages = import.meta.glob<{ default: ComponentType }>('./pages/*/index.tsx');
const page = (folder: string) =>
  lazyRouteComponent(() => {
    const load = pages[`./pages/${folder}/index.tsx`];
    return load ? load() : Promise.reject(new Error(`no page ${folder}`));
  });

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundScreen, errorComponent: ErrorScreen });
const signIn = createRoute({ getParentRoute: () => root, path: '/sign-in', component: page('sign-in') });
const welcome = createRoute({ getParentRoute: () => root, path: '/welcome', component: page('welcome') });
const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell });
const under = <P extends string>(path: P, folder: string) => createRoute({ getParentRoute: () => shell, path, component: page(folder) });

const tree = root.addChildren([
  signIn,
  welcome,
  shell.addChildren([
    under('/', 'overview'),
    under('/lobby', 'lobby'),
    under('/stations', 'stations'),
    under('/stations/$stationId', 'station'),
    under('/bulk', 'bulk-commands'),
    under('/bulk/$bulkId', 'bulk-command'),
    under('/events', 'events'),
    under('/sessions', 'sessions'),
    under('/sessions/$sessionId', 'session'),
    under('/cards', 'cards'),
    under('/prices', 'prices'),
    under('/sites', 'sites'),
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
