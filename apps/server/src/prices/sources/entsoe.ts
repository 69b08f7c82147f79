import { type PriceSlot, perKwh } from '@stationmaster/domain';
import { inOrder, type Source, Unreadable } from './source.ts';

const minutesOf: Readonly<Record<string, number>> = { PT15M: 15, PT30M: 30, PT60M: 60, PT1H: 60 };

/**
 * ENTSO-E Transparency Platform, day-ahead prices (documentType A44, IEC 62325-451-3 Publication_MarketDocument). Prices a MWh. A
 * point that is left out repeats the one before it (curve type A03). A day may come in several resolutions and auctions
 * (classificationSequence position): the finest counts, then the first auction.
 */
export const entsoe: Source<'entsoe'> = {
  ask: ({ area }, { from, until, secret }) => {
    const query = new URLSearchParams({
      documentType: 'A44',
      in_Domain: area,
      out_Domain: area,
      periodStart: minute(from),
      periodEnd: minute(until),
      securityToken: secret ?? '',
    });
    return { url: `https://web-api.tp.entsoe.eu/api?${query.toString()}`, method: 'GET', headers: {} };
  },
  read: (_, text) => {
    if (/<Acknowledgement_MarketDocument/.test(text)) {
      const reason = tag(text, 'text') ?? '';
      if (tag(text, 'code') === '999' && /no matching data/i.test(reason)) return [];
      throw new Unreadable(`ENTSO-E answers: ${reason === '' ? 'no reason' : reason}`);
    }
    if (!/<Publication_MarketDocument/.test(text)) throw new Unreadable('The answer is no price document of ENTSO-E.');
    const series = blocks(text, 'TimeSeries').map((one) => ({
      auction: Number(tag(one, 'classificationSequence_AttributeInstanceComponent.position') ?? 1),
      periods: blocks(one, 'Period'),
    }));
    const all = series.flatMap(({ auction, periods }) => periods.map((period) => ({ auction, ...slotsOf(period) })));
    all.sort((a, b) => a.minutes - b.minutes || a.auction - b.auction);
    const kept: PriceSlot[] = [];
    for (const { slots } of all)
      kept.push(...slots.filter((slot) => !kept.some(({ from, until }) => slot.from < until && from < slot.until)));
    return inOrder(kept);
  },
};

function slotsOf(period: string): { minutes: number; slots: PriceSlot[] } {
  const [from, until] = [Date.parse(tag(period, 'start') ?? ''), Date.parse(tag(period, 'end') ?? '')];
  const minutes = minutesOf[tag(period, 'resolution') ?? ''];
  if (minutes === undefined || Number.isNaN(from) || Number.isNaN(until))
    throw new Unreadable('A period has no times or a resolution nobody knows.');
  const prices = new Map(blocks(period, 'Point').map((point) => [Number(tag(point, 'position')), tag(point, 'price.amount')]));
  const step = minutes * 60_000;
  const slots: PriceSlot[] = [];
  let price: string | null = null;
  for (let at = from, position = 1; at < until; at += step, position++) {
    price = prices.get(position) ?? price;
    if (price !== null && /^-?\d+(\.\d+)?$/.test(price)) slots.push({ from: at, until: Math.min(at + step, until), price: perKwh(price) });
  }
  return { minutes, slots };
}

/** yyyyMMddHHmm, UTC. */
function minute(at: number): string {
  return new Date(at).toISOString().replace(/\D/g, '').slice(0, 12);
}

// The documents are flat and have neither attributes nor prefixes on what is read here.
function blocks(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${name}>([\\s\\S]*?)</${name}>`, 'g'))].map((match) => match[1] ?? '');
}
function tag(xml: string, name: string): string | null {
  return new RegExp(`<${name.replaceAll('.', '\\.')}>\\s*([^<]*?)\\s*<`).exec(xml)?.[1] ?? null;
}
