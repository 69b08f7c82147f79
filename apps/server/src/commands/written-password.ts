import { followPassword } from '../stations/manage.ts';
import type { Progress } from './progress.ts';
import { type CommandRequest, passwordVariables } from './words.ts';

/** The station has taken a new password: else it would be locked out at its next connection. */
export async function followWrittenPassword(
  context: Parameters<typeof followPassword>[0],
  { request, stationId, identity }: Pick<Progress, 'request' | 'stationId' | 'identity'>,
): Promise<void> {
  const password = passwordOf(request, identity);
  if (password !== undefined) await followPassword(context, stationId, password);
}

function passwordOf(request: CommandRequest, identity: string): string | undefined {
  if (request.verb === 'writeConfiguration')
    return request.variables.find((entry) => passwordVariables.has(entry.variable.toLowerCase()))?.value;
  if (request.verb !== 'setNetworkProfile') return undefined;
  // Under another identity it is another station to us, with a password of its own.
  const { identity: other = identity, basicAuthPassword } = request.profile;
  return other === identity ? basicAuthPassword : undefined;
}
