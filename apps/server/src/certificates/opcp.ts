import { z } from 'zod';
import type { CertificateServices, ContractAnswer, ContractRequest } from './services.ts';

/** A contract pool that speaks the Open Plug&Charge Protocol (CCP 1.0). */
export interface ContractPool {
  url: string;
  /** OAuth 2 client credentials; '' : the pool wants none. */
  tokenUrl: string;
  clientId: string;
  clientSecret: string;
}
/** The car waits 5 s for its answer (ISO 15118-2 table 109, CertificateInstallationReq). */
const timeoutMs = 4_500;
/** Tokens are renewed this long before they end. */
const marginMs = 60_000;
const mostCharacters = 64 * 1024;

const token = z.object({ access_token: z.string().min(1), expires_in: z.number().default(300) });
const definition = z.object({ certificateInstallationRes: z.string().optional(), emaid: z.string().optional() });
const answer = z.object({ CCPResponse: z.object({ emaidContent: z.array(z.object({ messageDef: definition })).min(1) }) });

/**
 * Contract certificates from a pool: what the car sent goes there unread, and what comes back goes to the car (2.x M01, M02).
 * null: the pool has none, or did not answer in time.
 */
export function contractsFromPool(
  pool: ContractPool,
  { clock, failed }: { clock: () => number; failed: (error: unknown) => void },
): NonNullable<CertificateServices['contract']> {
  const authorize = createTokens(pool, clock);
  return async (request) => {
    try {
      return await fromPool(pool, request, await authorize());
    } catch (error) {
      failed(error);
      return null;
    }
  };
}

async function fromPool({ url }: ContractPool, request: ContractRequest, accessToken: string | null): Promise<ContractAnswer | null> {
  const { exi, schemaVersion, maximumChains, prioritizedEmaids } = request;
  // The pool has one message for both: what the car wants is inside of what it sends.
  const body = { certificateInstallationReq: exi, xsdMsgDefNamespace: schemaVersion };
  const response = await fetch(`${url}/v1/ccp/signedContractData`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(accessToken === null ? {} : { authorization: `Bearer ${accessToken}` }) },
    body: JSON.stringify(body),
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (response.status === 404) return null;
  if (response.status !== 200) throw new Error(`the contract pool answered ${response.status}`);
  const { emaidContent } = answer.parse((await response.json()) as unknown).CCPResponse;
  const contracts = emaidContent.flatMap(({ messageDef: { certificateInstallationRes, emaid = '' } }) =>
    certificateInstallationRes === undefined ? [] : [{ exi: certificateInstallationRes, emaid }],
  );
  const chosen = byPriority(contracts, prioritizedEmaids);
  if (chosen === undefined || chosen.exi.length > mostCharacters) return null;
  return { exi: chosen.exi, remaining: maximumChains === null ? null : contracts.length - 1 };
}

/** 2.1 M01.FR.23: the contract the car would rather have, else the pool's own first. */
function byPriority<T extends { emaid: string }>(contracts: readonly T[], prioritized: readonly string[]): T | undefined {
  const plain = (emaid: string): string => emaid.replaceAll('-', '').toUpperCase().slice(0, 14);
  const wanted = prioritized.map((emaid) => contracts.find((one) => plain(one.emaid) === plain(emaid)));
  return wanted.find((one) => one !== undefined) ?? contracts[0];
}

/** One token for all, renewed before it ends. */
function createTokens({ tokenUrl, clientId, clientSecret }: ContractPool, clock: () => number): () => Promise<string | null> {
  let kept: { token: string; until: number } | null = null;
  return async () => {
    if (tokenUrl === '') return null;
    if (kept !== null && clock() < kept.until) return kept.token;
    const response = await fetch(tokenUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (response.status !== 200) throw new Error(`the contract pool’s token service answered ${response.status}`);
    const { access_token: found, expires_in: seconds } = token.parse((await response.json()) as unknown);
    kept = { token: found, until: clock() + seconds * 1000 - marginMs };
    return found;
  };
}
