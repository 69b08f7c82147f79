import type { Routes } from '@stationmaster/contract';
import { acceptanceHandlers } from '../acceptance/routes.ts';
import { alertHandlers } from '../alerts/routes.ts';
import { certificateHandlers } from '../certificates/routes.ts';
import { channelHandlers } from '../channels/routes.ts';
import { chargingHandlers } from '../charging/routes.ts';
import { bulkHandlers } from '../commands/bulk-routes.ts';
import { commandHandlers } from '../commands/routes.ts';
import { companyHandlers } from '../companies/routes.ts';
import type { Context } from '../context.ts';
import { customerHandlers } from '../customers/routes.ts';
import { deviationHandlers } from '../deviations/routes.ts';
import { logHandlers } from '../diagnostics/routes.ts';
import { driverGroupHandlers } from '../drivers/group-routes.ts';
import { homeChargerHandlers } from '../drivers/home-routes.ts';
import { driverHandlers } from '../drivers/routes.ts';
import { campaignHandlers } from '../firmware/campaign-routes.ts';
import { firmwareHandlers } from '../firmware/routes.ts';
import { forwardingHandlers } from '../forwarding/routes.ts';
import { frameHandlers } from '../frames/routes.ts';
import { instructionHandlers } from '../instructions/routes.ts';
import type { Hub } from '../live/hub.ts';
import { liveHandlers } from '../live/routes.ts';
import { lobbyHandlers } from '../lobby/routes.ts';
import { localListHandlers } from '../local-lists/routes.ts';
import { maintenanceHandlers } from '../maintenance/routes.ts';
import { messageHandlers } from '../messages/routes.ts';
import { monitoringHandlers } from '../monitoring/routes.ts';
import { creditHandlers } from '../payments/credit-routes.ts';
import { paymentHandlers } from '../payments/payment-routes.ts';
import { peopleHandlers } from '../people/routes.ts';
import { signInHandlers } from '../people/sign-in-routes.ts';
import { priceReductionHandlers } from '../price-reductions/routes.ts';
import { priceHandlers } from '../prices/routes.ts';
import { qualityHandlers } from '../quality/routes.ts';
import { reportHandlers } from '../reports/routes.ts';
import { reservationHandlers } from '../reservations/routes.ts';
import { runbookHandlers } from '../runbooks/routes.ts';
import { cdrHandlers } from '../sessions/cdr-routes.ts';
import { sessionHandlers } from '../sessions/routes.ts';
import { signedHandlers } from '../signed/routes.ts';
import { simulationHandlers } from '../simulations/routes.ts';
import { siteHandlers } from '../sites/routes.ts';
import { stationHandlers } from '../stations/routes.ts';
import { statisticsHandlers } from '../statistics/routes.ts';
import { priceAnswerHandlers } from '../tariffs/answer-routes.ts';
import { tariffHandlers } from '../tariffs/routes.ts';
import { configurationHandlers } from '../templates/routes.ts';
import { tokenHandlers } from '../tokens/routes.ts';
import { moveHandlers } from '../transport/moves/routes.ts';
import { uptimeHandlers } from '../uptime/routes.ts';
import { voucherHandlers } from '../vouchers/routes.ts';
import type { Handlers } from './handler.ts';

/** Every route of the contract has its handler; a missing one does not compile. */
export function allHandlers(context: Context, hub: Hub): Handlers<Routes> {
  return {
    ...signInHandlers(context),
    ...peopleHandlers(context),
    ...lobbyHandlers(context),
    ...instructionHandlers(),
    ...liveHandlers(context, hub),
    ...stationHandlers(context),
    ...commandHandlers(context),
    ...moveHandlers(context),
    ...bulkHandlers(context),
    ...configurationHandlers(context),
    ...certificateHandlers(context),
    ...acceptanceHandlers(context),
    ...chargingHandlers(context),
    ...messageHandlers(context),
    ...deviationHandlers(context),
    ...frameHandlers(context),
    ...forwardingHandlers(context),
    ...reportHandlers(context),
    ...monitoringHandlers(),
    ...reservationHandlers(context),
    ...localListHandlers(context),
    ...customerHandlers(context),
    ...sessionHandlers(context),
    ...qualityHandlers(context),
    ...signedHandlers(context),
    ...tokenHandlers(context),
    ...driverHandlers(context),
    ...driverGroupHandlers(context),
    ...homeChargerHandlers(),
    ...companyHandlers(),
    ...creditHandlers(),
    ...paymentHandlers(context),
    ...uptimeHandlers(context),
    ...tariffHandlers(context),
    ...priceHandlers(context),
    ...priceAnswerHandlers(context),
    ...priceReductionHandlers(context),
    ...voucherHandlers(context),
    ...simulationHandlers(),
    ...cdrHandlers(),
    ...statisticsHandlers(context),
    ...siteHandlers(context),
    ...alertHandlers(context),
    ...channelHandlers(context),
    ...runbookHandlers(context),
    ...maintenanceHandlers(context),
    ...firmwareHandlers(context),
    ...campaignHandlers(context),
    ...logHandlers(context),
  };
}
