import { bulkRoutes } from './bulk.ts';
import { chargingRoutes } from './charging.ts';
import { commandRoutes } from './commands.ts';
import { customerRoutes } from './customers.ts';
import { deviationRoutes } from './deviations.ts';
import { frameRoutes } from './frames.ts';
import { localListRoutes } from './local-lists.ts';
import { messageRoutes } from './messages.ts';
import { monitoringRoutes } from './monitoring.ts';
import { liveRoutes, lobbyRoutes, peopleRoutes, signInRoutes } from './people.ts';
import { reportRoutes } from './reports.ts';
import { reservationRoutes } from './reservations.ts';
import { sessionRoutes } from './sessions.ts';
import { siteRoutes } from './sites.ts';
import { stationRoutes } from './stations.ts';
import { tariffRoutes } from './tariffs.ts';
import { tokenRoutes } from './tokens.ts';

/** Every route of /api/v1. The server must implement each, by type; client and OpenAPI document are made from it. */
export const routes = {
  ...signInRoutes,
  ...peopleRoutes,
  ...lobbyRoutes,
  ...liveRoutes,
  ...stationRoutes,
  ...commandRoutes,
  ...bulkRoutes,
  ...chargingRoutes,
  ...messageRoutes,
  ...deviationRoutes,
  ...frameRoutes,
  ...reportRoutes,
  ...monitoringRoutes,
  ...reservationRoutes,
  ...localListRoutes,
  ...customerRoutes,
  ...sessionRoutes,
  ...tokenRoutes,
  ...tariffRoutes,
  ...siteRoutes,
};
export type Routes = typeof routes;
export type RouteName = keyof Routes;
/** Where the routes are mounted. */
export const apiBase = '/api/v1';
