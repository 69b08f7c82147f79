import { expectPassword, followPassword, withdrawPassword } from '../stations/manage.ts';
import type { Progress, Step } from './progress.ts';
import { type CommandRequest, passwordVariables } from './words.ts';

type Needs = Parameters<typeof followPassword>[0];
type Written = Pick<Progress, 'request' | 'stationId' | 'identity'>;

/** It goes out now. */
export async function expectWrittenPassword(context: Needs, { request, stationId, identity }: Written): Promise<void> {
  const password = passwordOf(request, identity);
  if (password !== undefined) await expectPassword(context, stationId, password);
}

/** What came back. Where that says neither yes nor no, the station gets in with either. */
export async function settleWrittenPassword(
  context: Needs,
  { request, stationId, identity }: Written,
  { status, reason }: Step,
): Promise<void> {
  const password = passwordOf(request, identity);
  if (password === undefined) return;
  const isAlone = request.verb !== 'writeConfiguration' || request.variables.length === 1;
  const isRefused = status === 'rejected' || status === 'notSupported';
  const isUnsent = status === 'offline' || reason === 'queueFull' || reason === 'invalidMessage';
  if (status === 'confirmed' || (status === 'accepted' && request.verb === 'writeConfiguration'))
    await followPassword(context, stationId, password);
  else if (isAlone && (isRefused || isUnsent)) await withdrawPassword(context, stationId, password);
}

function passwordOf(request: CommandRequest, identity: string): string | undefined {
  if (request.verb === 'writeConfiguration')
    return request.variables.find((entry) => passwordVariables.has(entry.variable.toLowerCase()))?.value;
  if (request.verb !== 'setNetworkProfile') return undefined;
  // Under another identity it is another station to us, with a password of its own.
  const { identity: other = identity, basicAuthPassword } = request.profile;
  return other === identity ? basicAuthPassword : undefined;
}
