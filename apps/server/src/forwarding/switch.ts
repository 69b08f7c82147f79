import type { Context } from '../context.ts';
import type { StationState } from '../stations/state.ts';
import { applyNext } from './store.ts';

/** No car charges any more: who was to answer next answers from now on. */
export async function switchNow({ db, gateway, log }: Pick<Context, 'db' | 'gateway' | 'log'>, state: StationState): Promise<void> {
  const { forwarding } = state;
  if (forwarding?.nextAnswers == null) return;
  // At once, so that this is done once; when it fails the next message finds it undone after the state is read again.
  forwarding.answers = forwarding.nextAnswers;
  forwarding.nextAnswers = null;
  try {
    if (await applyNext(db, state.id)) await gateway.refresh([state.id]);
  } catch (error) {
    log.warn({ station: state.identity, err: error }, 'forwarding.notSwitched');
  }
}
