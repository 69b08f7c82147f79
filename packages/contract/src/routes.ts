import { acceptanceRoutes } from './acceptance.ts';
import { alertRoutes } from './alerts.ts';
import { bulkRoutes } from './bulk.ts';
import { certificateRoutes } from './certificates.ts';
import { channelRoutes } from './channels.ts';
import { chargingRoutes } from './charging.ts';
import { commandRoutes } from './commands.ts';
import { companyRoutes } from './companies.ts';
import { configurationRoutes } from './configuration.ts';
import { instructionRoutes } from './connection-instructions.ts';
import { creditRoutes } from './credit.ts';
import { customerRoutes } from './customers.ts';
import { deviationRoutes } from './deviations.ts';
import { driverGroupRoutes } from './driver-groups.ts';
import { driverRoutes } from './drivers.ts';
import { firmwareRoutes } from './firmware.ts';
import { campaignRoutes } from './firmware-campaigns.ts';
import { forwardingRoutes } from './forwarding.ts';
import { frameRoutes } from './frames.ts';
import { homeChargerRoutes } from './home-chargers.ts';
import { lobbyRoutes } from './lobby.ts';
import { localListRoutes } from './local-lists.ts';
import { logRoutes } from './logs.ts';
import { maintenanceRoutes } from './maintenance.ts';
import { messageRoutes } from './messages.ts';
import { monitoringRoutes } from './monitoring.ts';
import { moveRoutes } from './moves.ts';
import { paymentRoutes } from './payments.ts';
import { liveRoutes, peopleRoutes, signInRoutes } from './people.ts';
import { priceAnswerRoutes } from './price-answers.ts';
import { priceReductionRoutes } from './price-reductions.ts';
import { priceSeriesRoutes } from './price-series.ts';
import { qualityRoutes } from './quality.ts';
import { reportRoutes } from './reports.ts';
import { reservationRoutes } from './reservations.ts';
import { runbookRoutes } from './runbooks.ts';
import { sessionRoutes } from './sessions.ts';
import { signedRoutes } from './signed.ts';
import { siteRoutes } from './sites.ts';
import { stationRoutes } from './stations.ts';
import { statisticsRoutes } from './statistics.ts';
import { tariffRoutes } from './tariffs.ts';
import { tokenRoutes } from './tokens.ts';
import { uptimeRoutes } from './uptime.ts';
import { voucherRoutes } from './vouchers.ts';

/** Every route of /api/v1. The server must implement each, by type; client and OpenAPI document are made from it. */
export const routes = {
  ...signInRoutes,
  ...peopleRoutes,
  ...lobbyRoutes,
  ...instructionRoutes,
  ...moveRoutes,
  ...liveRoutes,
  ...stationRoutes,
  ...commandRoutes,
  ...bulkRoutes,
  ...configurationRoutes,
  ...certificateRoutes,
  ...acceptanceRoutes,
  ...chargingRoutes,
  ...messageRoutes,
  ...deviationRoutes,
  ...frameRoutes,
  ...forwardingRoutes,
  ...reportRoutes,
  ...monitoringRoutes,
  ...reservationRoutes,
  ...localListRoutes,
  ...customerRoutes,
  ...sessionRoutes,
  ...qualityRoutes,
  ...signedRoutes,
  ...tokenRoutes,
  ...driverRoutes,
  ...driverGroupRoutes,
  ...homeChargerRoutes,
  ...companyRoutes,
  ...creditRoutes,
  ...paymentRoutes,
  ...uptimeRoutes,
  ...tariffRoutes,
  ...priceSeriesRoutes,
  ...priceAnswerRoutes,
  ...priceReductionRoutes,
  ...voucherRoutes,
  ...statisticsRoutes,
  ...siteRoutes,
  ...alertRoutes,
  ...channelRoutes,
  ...runbookRoutes,
  ...maintenanceRoutes,
  ...firmwareRoutes,
  ...campaignRoutes,
  ...logRoutes,
};
export type Routes = typeof routes;
export type RouteName = keyof Routes;
/** Where the routes are mounted. */
export const apiBase = '/api/v1';
