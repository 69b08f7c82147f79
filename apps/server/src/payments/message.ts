import type { ResponseOf } from '@stationmaster/ocpp';
import type { Context } from '../context.ts';
import type { LiveSession } from '../sessions/live.ts';
import { isOn } from '../stations/is-on.ts';
import type { StationState } from '../stations/state.ts';
import { selectByReference } from './payment-store.ts';
import { receiptAddress, receiptKey } from './receipt.ts';

type Told = Pick<ResponseOf<'ocpp2.0.1', 'TransactionEvent'>, 'updatedPersonalMessage'>;

/**
 * 2.1 C21, C24, C25: where the receipt is, told with the end of a paid session whose settlement is not the station's own affair: it will
 * send no NotifySettlement whose answer could tell it. Nothing where nothing is to be paid.
 */
export async function receiptMessage(
  { db, config }: Pick<Context, 'db' | 'config'>,
  state: StationState,
  { idToken, total }: LiveSession,
): Promise<Told> {
  if (state.version !== 'ocpp2.1' || idToken === null || Number(total ?? 0) <= 0) return {};
  const known = await selectByReference(db, state.id, idToken);
  const isOurs =
    (known !== undefined && known.settledBy !== 'terminal') ||
    (await isOn({ db }, state.id, { component: 'PaymentCtrlr', variable: 'SettlementByCSMS' })) === true;
  if (!isOurs) return {};
  const key = known?.receiptKey ?? receiptKey(config, { stationId: state.id, reference: idToken });
  return { updatedPersonalMessage: { format: 'URI', content: receiptAddress(config, key) } };
}
