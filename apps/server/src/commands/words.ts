import type { commandRequest, commandStatuses, Verb, variableAddress } from '@stationmaster/contract';
import type { z } from 'zod';
import { isSecret, withoutSecrets } from '../gateway/mask.ts';

/** A command as the API takes it and as it is stored: `verb` and its parameters. */
export type CommandRequest = z.output<typeof commandRequest>;
export type Requested<V extends Verb> = Extract<CommandRequest, { verb: V }>;
export type CommandStatus = (typeof commandStatuses)[number];
/** Where a variable lives; component `''` is an OCPP 1.6 key. */
export type VariableAddress = z.output<typeof variableAddress>;

/** The variables that hold the password a station connects with: 1.6 AuthorizationKey, 2.x SecurityCtrlr.BasicAuthPassword. */
export const passwordVariables: ReadonlySet<string> = new Set(['authorizationkey', 'basicauthpassword']);

/** The parameters without the verb and without secrets, as stored and shown. */
export function parametersOf(request: CommandRequest): Record<string, unknown> {
  const { verb, ...given } = request;
  // A password in a URL, where firmware comes from or logs go to.
  const parameters = withoutSecrets(given) as typeof given;
  if (verb !== 'writeConfiguration' || !('variables' in parameters)) return parameters;
  return {
    variables: parameters.variables.map((entry) => ('value' in entry && isSecret(entry.variable) ? { ...entry, value: '***' } : entry)),
  };
}
