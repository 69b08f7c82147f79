import type { Context } from '../context.ts';
import { Failure } from '../errors.ts';
import { type Guest, type Offer, offerTo } from '../vouchers/guest.ts';
import { type Html, html } from './html.ts';
import type { Scanned } from './web.ts';
import { fill, money, type Words } from './words.ts';

/** A code that somebody typed on the page behind a QR code, and what came of it. */
export interface TypedVoucher {
  code: string;
  offer: Offer | null;
  /** Why it does not hold; a key of `words.voucher`. */
  refusal: string | null;
}

export function guestAt({ clock }: Pick<Context, 'clock'>, { plug, evseId }: Scanned, code: string): Guest {
  const { tenantId, siteId, stationRow: stationId, currency } = plug;
  return { tenantId, siteId, stationId, evseId, currency, code, at: clock() };
}

/** What the code is worth there; nothing is redeemed. */
export async function lookAt(context: Pick<Context, 'config' | 'db' | 'clock'>, scanned: Scanned, code: string): Promise<TypedVoucher> {
  try {
    return { code, offer: await offerTo(context, guestAt(context, scanned, code)), refusal: null };
  } catch (error) {
    return refused(error, code);
  }
}

/** A voucher that does not hold is said on the page; anything else is none of its business. */
export function refused(error: unknown, code: string): TypedVoucher {
  if (error instanceof Failure && error.code.startsWith('voucher')) return { code, offer: null, refusal: error.code };
  throw error;
}

/** The field of the form, with what is known of what was typed into it. */
export function voucherField(typed: TypedVoucher | null, { words, language }: { words: Words; language: 'en' | 'de' }): Html {
  const { voucher } = words;
  const refusal = typed?.refusal ?? null;
  const said = refusal === null ? '' : ((voucher as Record<string, string>)[refusal] ?? voucher.voucherUnknown);
  const note =
    refusal !== null
      ? html`<p id="voucher-note" role="alert" class="wrong">${said}</p>`
      : typed?.offer
        ? html`<p id="voucher-note" role="status">${typed.offer.name}: <strong>${offerText(typed.offer, words, language)}</strong></p>`
        : html``;
  const state = refusal === null ? html`` : html` aria-invalid="true"`;
  return html`<section><label for="voucher">${voucher.label}</label><input id="voucher" name="voucher" value="${typed?.code ?? ''}" maxlength="40" autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="voucher-note"${state}>${note}
<button type="submit" name="do" value="look" class="other">${voucher.look}</button></section>`;
}

function offerText({ reduction, currency }: Offer, { voucher }: Words, language: 'en' | 'de'): string {
  const number = (value: number): string => value.toLocaleString(language, { maximumFractionDigits: 3 });
  switch (reduction.kind) {
    case 'allowance':
      return fill(voucher.energy, { kWh: number((reduction.quantity ?? 0) / 1000) });
    case 'percent': {
      const off = fill(voucher.percent, { percent: number(Number(reduction.percent)) });
      return reduction.maxAmount === undefined
        ? off
        : `${off}, ${fill(voucher.atMost, { amount: money(reduction.maxAmount, currency, language) })}`;
    }
    case 'credit':
      return fill(voucher.value, { amount: money(reduction.amount, currency, language) });
    default:
      return fill(voucher.amount, { amount: money(reduction.amount, currency, language) });
  }
}
