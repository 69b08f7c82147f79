import { createAcceptanceRunner } from './acceptance/runner.ts';
import { alertJobs } from './alerts/jobs.ts';
import type { createCertificateCenter } from './certificates/center.ts';
import { createBulkRunner } from './commands/bulk-runner.ts';
import { expireCommands } from './commands/expire.ts';
import { expireWaitingCommands } from './commands/stored.ts';
import type { Context } from './context.ts';
import { expireCustomerData } from './customers/expire.ts';
import { ensurePartitions } from './db/partitions.ts';
import { expireDeviations } from './deviations/expire.ts';
import { runLogFetches } from './diagnostics/run-fetches.ts';
import { createSpendingWatch } from './drivers/spend.ts';
import { stopAtLimits } from './drivers/stop.ts';
import { createCampaignRunner } from './firmware/run-campaigns.ts';
import { expireForwarded } from './forwarding/keep.ts';
import { httpJobs } from './http/server.ts';
import type { Job } from './jobs/schedule.ts';
import { keepLocalLists } from './local-lists/keep.ts';
import { paymentJobs } from './payments/jobs.ts';
import { fetchSeries } from './prices/fetch.ts';
import { createQualityWatch } from './quality/watch.ts';
import { expireReservations } from './reservations/expire.ts';
import { createReservationPricer } from './reservations/price.ts';
import { closeSilent } from './sessions/left.ts';
import { repriceSessions } from './sessions/reprice.ts';
import { supplySessions } from './sessions/supply-job.ts';
import { costTeller } from './sessions/tell-cost.ts';
import { costTeller16 } from './sessions/tell-cost-16.ts';
import { runSimulations } from './simulations/run.ts';
import { createFactKeeper } from './statistics/keep.ts';
import { sendReports } from './statistics/send.ts';
import { tellTariffs } from './tariffs/tell.ts';
import { configurationJobs } from './templates/rollout-runner.ts';
import { createMoveRunner } from './transport/moves/runner.ts';
import { createObserver } from './uptime/observe.ts';
import { createVoucherKeeper } from './vouchers/settle.ts';

/** All that the server does by the clock. Neighbours in the list run farthest apart, see `scheduleJobs`. */
export function serverJobs(context: Context, certificates: ReturnType<typeof createCertificateCenter>): Job[] {
  const { clock, db } = context;
  return [
    { name: 'partitions', everyMs: 6 * 3_600_000, run: () => ensurePartitions(db, clock()) },
    { name: 'expireCommands', everyMs: 5_000, run: () => expireCommands(context) },
    { name: 'expireCustomerData', everyMs: 6 * 3_600_000, run: () => expireCustomerData(context) },
    { name: 'keepLocalLists', everyMs: 5_000, run: () => keepLocalLists(context) },
    { name: 'expireReservations', everyMs: 5_000, run: () => expireReservations(context) },
    { name: 'priceReservations', everyMs: 1_000, run: createReservationPricer(context) },
    { name: 'tellCost', everyMs: 20_000, run: costTeller(context) },
    { name: 'tellCost16', everyMs: 20_000, run: costTeller16(context) },
    { name: 'repriceSessions', everyMs: 2_000, run: () => repriceSessions(context) },
    { name: 'supplySessions', everyMs: 10_000, run: () => supplySessions(context) },
    { name: 'tellTariffs', everyMs: 30_000, run: () => tellTariffs(context) },
    { name: 'runSimulations', everyMs: 1_000, run: () => runSimulations(context) },
    { name: 'fetchPriceSeries', everyMs: 15_000, run: () => fetchSeries(context) },
    { name: 'expireWaitingCommands', everyMs: 5_000, run: () => expireWaitingCommands(context) },
    { name: 'firmwareCampaigns', everyMs: 1_000, run: createCampaignRunner(context) },
    { name: 'logFetches', everyMs: 1_000, run: () => runLogFetches(context) },
    { name: 'sumSpending', everyMs: 1_000, run: createSpendingWatch(context) },
    { name: 'stopAtLimits', everyMs: 10_000, run: () => stopAtLimits(context) },
    { name: 'checkSessions', everyMs: 1_000, run: createQualityWatch(context) },
    ...paymentJobs(context),
    { name: 'keepVouchers', everyMs: 2_000, run: createVoucherKeeper(context) },
    { name: 'runBulkCommands', everyMs: 500, run: createBulkRunner(context) },
    { name: 'moveStations', everyMs: 1_000, run: createMoveRunner(context) },
    { name: 'closeSilentSessions', everyMs: 3_600_000, run: () => closeSilent(context) },
    { name: 'expireForwarded', everyMs: 6 * 3_600_000, run: () => expireForwarded(context) },
    { name: 'expireDeviations', everyMs: 24 * 3_600_000, run: () => expireDeviations(context) },
    ...certificates.jobs(),
    ...configurationJobs(context),
    ...alertJobs(context),
    { name: 'runAcceptance', everyMs: 500, run: createAcceptanceRunner(context) },
    { name: 'keepOutages', everyMs: 5_000, run: createObserver(context) },
    { name: 'countSessions', everyMs: 5_000, run: createFactKeeper(context) },
    { name: 'sendReports', everyMs: 10_000, run: () => sendReports(context) },
    ...httpJobs(context),
  ];
}
