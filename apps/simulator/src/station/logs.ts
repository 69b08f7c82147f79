import { type Draft, stationClock } from './draft.ts';
import { iso } from './face.ts';
import type { StationState } from './state.ts';

export type LogStatus = 'Idle' | 'Uploading' | 'Uploaded' | 'UploadFailure' | 'AcceptedCanceled';

/** What the CSMS wants to see, and where. Moments by the station's clock, ms. */
export interface LogRequest {
  /** null: 1.6 GetDiagnostics, which has no number. */
  requestId: number | null;
  kind: 'diagnostics' | 'security';
  location: string;
  oldest: number | null;
  latest: number | null;
  retries: number;
  retrySeconds: number;
}

export interface LogJob extends LogRequest {
  number: number;
  attempts: number;
  fileName: string;
}

/** GetDiagnostics, GetLog. One upload at a time: a new request ends the one before. [16 §6.24, P2 N01] */
export function sendLog(
  draft: Draft,
  request: LogRequest,
): { status: 'Accepted' | 'Rejected' | 'AcceptedCanceled'; fileName: string; after?: () => void } {
  const { state } = draft;
  if (!URL.canParse(request.location)) return { status: 'Rejected', fileName: '' };
  const running = state.logJob;
  const fileName = `${state.id}-${request.kind}-${stationClock(draft)}.log`;
  const after = (): void => {
    if (running !== null) tellLog(draft, 'AcceptedCanceled');
    state.jobCount += 1;
    state.logJob = { ...request, number: state.jobCount, attempts: 0, fileName };
    tellLog(draft, 'Uploading');
    uploadLog(draft);
  };
  return { status: running === null ? 'Accepted' : 'AcceptedCanceled', fileName, after };
}

/** The pause before another attempt is over. */
export function uploadLog(draft: Draft): void {
  const job = draft.state.logJob;
  if (job === null) return;
  draft.state.logJob = { ...job, attempts: job.attempts + 1 };
  const { number, location, fileName } = job;
  draft.effects.push({ kind: 'upload', number, location, fileName, content: contentOf(draft, job) });
}

export function logUploaded(draft: Draft, isDone: boolean): void {
  const job = draft.state.logJob;
  if (job === null) return;
  if (!isDone && job.attempts <= job.retries) {
    draft.effects.push({ kind: 'timer', name: 'log', afterMs: job.retrySeconds * 1000, clock: 'real' });
    return;
  }
  tellLog(draft, isDone ? 'Uploaded' : 'UploadFailure');
  draft.state.logJob = null;
}

function tellLog(draft: Draft, status: LogStatus): void {
  const job = draft.state.logJob;
  if (job !== null) draft.effects.push({ kind: 'call', message: { kind: 'logStatus', status, requestId: job.requestId } });
}

/** What the station has to tell of the time that was asked for. */
function contentOf({ state }: Draft, { kind, oldest, latest }: LogJob): string {
  const isWanted = (at: number): boolean => at >= (oldest ?? Number.NEGATIVE_INFINITY) && at <= (latest ?? Number.POSITIVE_INFINITY);
  const head = `${state.vendor} ${state.model} ${state.id}, firmware ${state.firmware}, ${state.version}`;
  if (kind === 'security')
    return textOf([
      head,
      ...state.securityLog.filter(({ at }) => isWanted(at)).map(({ at, type, info }) => `${iso(at)} ${type} ${info}`.trimEnd()),
    ]);
  return textOf([head, ...evseLines(state), ...settingLines(state), ...sessionLines(state, isWanted)]);
}

function evseLines({ evses }: StationState): string[] {
  return evses.map(
    ({ id, kind, status, registerWh, errorCode }) => `EVSE ${id} ${kind} ${status} ${errorCode ?? 'no error'} ${Math.floor(registerWh)} Wh`,
  );
}

function settingLines({ settings }: StationState): string[] {
  const readable = [...settings.values()].filter(({ access }) => access !== 'WriteOnly');
  return readable.map(
    ({ component, variable, evseId, value }) => `${component === '' ? '' : `${component}${evseId || ''}.`}${variable} = ${value}`,
  );
}

function sessionLines({ history }: StationState, isWanted: (at: number) => boolean): string[] {
  const wanted = history.filter(({ endedAt }) => isWanted(endedAt));
  return wanted.map(({ id, startedAt, endedAt, energyWh }) => `${iso(startedAt)} ${iso(endedAt)} session ${id} ${energyWh} Wh`);
}

function textOf(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
