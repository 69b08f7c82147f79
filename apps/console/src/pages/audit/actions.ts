import { type Route, routes } from '@stationmaster/contract';

const onlyCounts = ['previewTariff', 'previewBulkCommand', 'previewConfiguration', 'previewFirmwareCampaign', 'previewFleetMove'];

/** What can be in the log: every route that changes something. */
export const actions: readonly string[] = Object.entries(routes as Record<string, Route>).flatMap(([name, { method }]) =>
  method === 'GET' || onlyCounts.includes(name) ? [] : [name],
);
