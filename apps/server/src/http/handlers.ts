import type { Routes } from '@stationmaster/contract';
import { chargingHandlers } from '../charging/routes.ts';
import { bulkHandlers } from '../commands/bulk-routes.ts';
import { commandHandlers } from '../commands/routes.ts';
import type { Context } from '../context.ts';
import { customerHandlers } from '../customers/routes.ts';
import { deviationHandlers } from '../deviations/routes.ts';
import { frameHandlers } from '../frames/routes.ts';
import type { Hub } from '../live/hub.ts';
import { liveHandlers } from '../live/routes.ts';
import { lobbyHandlers } from '../lobby/routes.ts';
import { localListHandlers } from '../local-lists/routes.ts';
import { messageHandlers } from '../messages/routes.ts';
import { monitoringHandlers } from '../monitoring/routes.ts';
import { peopleHandlers } from '../people/routes.ts';
import { signInHandlers } from '../people/sign-in-routes.ts';
import { reportHandlers } from '../reports/routes.ts';
import { reservationHandlers } from '../reservations/routes.ts';
import { sessionHandlers } from '../sessions/routes.ts';
import { siteHandlers } from '../sites/routes.ts';
import { stationHandlers } from '../stations/routes.ts';
import { tariffHandlers } from '../tariffs/routes.ts';
import { tokenHandlers } from '../tokens/routes.ts';
import type { Handlers } from './handler.ts';

/** Every route of the contract has its handler; a missing one does not compile. */
export function allHandlers(context: Context, hub: Hub): Handlers<Routes> {
  return {
    ...signInHandlers(context),
    ...peopleHandlers(context),
    ...lobbyHandlers(context),
    ...liveHandlers(context, hub),
    ...stationHandlers(context),
    ...commandHandlers(context),
    ...bulkHandlers(context),
    ...chargingHandlers(context),
    ...messageHandlers(context),
    ...deviationHandlers(context),
    ...frameHandlers(context),
    ...reportHandlers(context),
    ...monitoringHandlers(),
    ...reservationHandlers(context),
    ...localListHandlers(context),
    ...customerHandlers(context),
    ...sessionHandlers(context),
    ...tokenHandlers(context),
    ...tariffHandlers(context),
    ...siteHandlers(context),
  };
}
