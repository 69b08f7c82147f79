import type { Step } from '../commands/progress.ts';
import type { Run } from '../commands/send.ts';
import { bringInStep } from './bring.ts';
import { changeList, findList } from './store.ts';
import type { SyncContext } from './sync.ts';
import { ask } from './talk.ts';
import { listWords } from './wire.ts';

/** sendLocalList: the whole list anew, whatever the station holds; what it was told to forget is on it again. */
export async function sendWholeList(context: SyncContext, { progress }: Run): Promise<Step> {
  const { stationId, id: commandId } = progress;
  if ((await findList(context.db, stationId))?.is_kept !== true) return { status: 'failed', reason: 'listNotKept' };
  const { state, reason, version, cards } = await bringInStep(context, { stationId, commandId, isForced: true });
  switch (state) {
    case 'inStep':
      return { status: 'confirmed', answer: { version, cards } };
    case 'refused':
      return { status: 'rejected', reason };
    case 'unsupported':
      return { status: 'notSupported' };
    case 'unanswered':
      return { status: reason === 'timedOut' ? 'timedOut' : 'failed', reason };
    case 'offline':
      return { status: 'offline' };
    case 'notAccepted':
      return { status: 'failed', reason: 'stationNotAccepted' };
  }
}

/** getLocalListVersion: one that is not the number we know of is looked into at once. */
export async function askListVersion(context: SyncContext, { progress: { stationId, id: commandId }, timeoutMs }: Run): Promise<Step> {
  const { db, gateway, clock } = context;
  const live = gateway.peek(stationId);
  if (live === undefined) return { status: 'offline' };
  const heard = await ask(context, { stationId, timeoutMs, commandId }, listWords[live.version].askVersion());
  if (heard.kind === 'lost') return { status: heard.status, reason: heard.reason };
  const { listVersion: toldVersion = -1 } = heard.said;
  const at = clock();
  const row = await findList(db, stationId);
  const isAnother = row?.is_kept === true && row.held_version !== toldVersion;
  const isNews = isAnother ? ({ state: 'behind', heldVersion: null, inStepSince: null, dueAt: at } as const) : {};
  await changeList(db, stationId, { toldVersion, toldAt: at, ...isNews });
  return { status: 'confirmed', reason: toldVersion === -1 ? 'noList' : null, answer: heard.answer };
}
