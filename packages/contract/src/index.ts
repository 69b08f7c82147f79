/** What browsers and integrators may know: schemas, the route table, the typed client. */
export * from './client.ts';
export * from './commands.ts';
export * from './common.ts';
export { ApiError } from './connection.ts';
export * from './live-client.ts';
export * from './messages.ts';
export * from './monitoring.ts';
export { type ErrorTable, type OpenApi, type Operation, openApi } from './openapi.ts';
export * from './people.ts';
export * from './reports.ts';
export * from './reservations.ts';
export * from './route.ts';
export * from './routes.ts';
export * from './sessions.ts';
export * from './sites.ts';
export * from './stations.ts';
export * from './tariffs.ts';
export * from './tokens.ts';
