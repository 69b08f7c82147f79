import type { voucherRoutes } from '@stationmaster/contract';
import { canonicalVoucher, millionths, minorUnit, voucherSize } from '@stationmaster/domain';
import type { Transaction } from 'kysely';
import type { Context } from '../context.ts';
import type { Tables } from '../db/tables.gen.ts';
import { Failure, fail } from '../errors.ts';
import type { Call, Input, Output } from '../http/handler.ts';
import { actorName } from '../http/transaction.ts';
import { placeOf } from '../tariffs/assignments.ts';
import { type CampaignView, insertCampaign, insertCodes, selectCampaign } from './campaign-store.ts';
import { hashOf, hintOf, newCodes } from './codes.ts';

type Body = Input<(typeof voucherRoutes)['createVoucherCampaign']>['body'];
type Made = Output<(typeof voucherRoutes)['createVoucherCampaign']>;

/** A campaign with its codes. Failures badRequest, notFound (what it is for), alreadyExists (the code for everybody). */
export async function createCampaign(context: Pick<Context, 'config'>, call: Call, body: Body): Promise<Made> {
  const currency = checkedCurrency(body);
  checkBody(body);
  const { name, rule, target, code } = body;
  return await call.tx(async (db) => {
    // Codes are as good as money: the audit log tells none.
    call.subject('voucherCampaign', { name, target, rule, codes: code === undefined ? body.count : 1 });
    const place = await placeOf(db, call.tenantId, body);
    if (currency !== null && place.currency !== null && place.currency !== currency)
      throw wrong('currency', `the place reckons in ${place.currency}`);
    const id = await insertCampaign(db, {
      tenantId: call.tenantId,
      ...{ name, rule, target, currency, size: voucherSize(rule, body.sessions), targetId: place.id },
      evseId: target === 'evse' ? (body.evseId ?? 0) : 0,
      validFrom: body.validFrom === undefined ? null : new Date(body.validFrom),
      validUntil: body.validUntil === undefined ? null : new Date(body.validUntil),
      isShared: code !== undefined,
      mostRedeemed: body.mostRedeemed ?? null,
      mostEach: body.mostEach,
      forGuests: body.forGuests,
      at: call.now,
      by: actorName(call.actor),
    });
    const codes = code === undefined ? await makeCodes(context, db, { call, id, count: body.count }) : [code];
    if (code !== undefined) await keepShared(context, db, { call, id, code });
    return { campaign: await campaignOf(db, id), codes };
  });
}

/** More codes of a campaign whose codes are redeemed once each. Failures notFound, voucherOver, badRequest. */
export async function addCodes(
  context: Pick<Context, 'config'>,
  call: Call,
  { campaignId: id, count }: { campaignId: number; count: number },
): Promise<Made> {
  return await call.tx(async (db) => {
    const { code, stoppedAt } = await campaignOf(db, id);
    if (stoppedAt !== null) throw fail('voucherOver');
    if (code !== null) throw wrong('count', 'this campaign has one code for everybody');
    call.subject(`voucherCampaign:${id}`, { codes: count });
    const codes = await makeCodes(context, db, { call, id, count });
    return { campaign: await campaignOf(db, id), codes };
  });
}

/** Failure notFound. */
export async function campaignOf(db: Transaction<Tables>, id: number): Promise<CampaignView> {
  const found = await selectCampaign(db, id);
  if (found === undefined) throw fail('notFound', { what: 'voucher campaign', id });
  return found;
}

interface ForCampaign {
  call: Call;
  id: number;
}
async function makeCodes(
  { config }: Pick<Context, 'config'>,
  db: Transaction<Tables>,
  { call: { tenantId }, id: campaignId, count }: ForCampaign & { count: number },
): Promise<string[]> {
  const codes = newCodes(count);
  const rows = codes.map((code) => ({ hash: hashOf(config.secretKey, code), hint: hintOf(code) }));
  // That one of them is there already is less likely than that the disk fails.
  if ((await insertCodes(db, { tenantId, campaignId, codes: rows })) < count) throw new Error('a voucher code was made twice');
  return codes;
}

async function keepShared(
  { config }: Pick<Context, 'config'>,
  db: Transaction<Tables>,
  { call: { tenantId }, id: campaignId, code }: ForCampaign & { code: string },
): Promise<void> {
  const codes = [{ hash: hashOf(config.secretKey, code), hint: code }];
  if ((await insertCodes(db, { tenantId, campaignId, codes })) === 0) throw fail('alreadyExists', { what: 'voucher code', id: code });
}

/** Money needs a currency, and no more digits than it has. */
function checkedCurrency({ rule, currency }: Body): string | null {
  const amounts = rule.kind === 'percent' ? [rule.maxAmount] : rule.kind === 'energy' ? [] : [rule.amount];
  const given = amounts.filter((amount) => amount !== undefined);
  if (given.length === 0) return null;
  if (currency === undefined) throw wrong('currency', 'is needed for an amount');
  for (const amount of given) {
    if (millionths(amount) <= 0n) throw wrong('rule.amount', 'must be more than 0');
    if (millionths(amount) % 10n ** BigInt(6 - minorUnit(currency)) !== 0n) throw wrong('rule.amount', `has more digits than ${currency}`);
  }
  return currency;
}

function checkBody({ rule, code, validFrom, validUntil }: Body): void {
  if (validFrom !== undefined && validUntil !== undefined && Date.parse(validFrom) >= Date.parse(validUntil))
    throw wrong('validUntil', 'must be later than validFrom');
  if (rule.kind === 'percent' && (millionths(rule.percent) <= 0n || millionths(rule.percent) > 100_000_000n))
    throw wrong('rule.percent', 'must be a percentage from 0 to 100');
  if (code !== undefined && canonicalVoucher(code).length < 4) throw wrong('code', 'must have at least 4 letters or digits');
  if (code !== undefined && rule.kind === 'value') throw wrong('code', 'prepaid value needs a code of its own for each who bought it');
}

function wrong(path: string, message: string): Failure {
  return new Failure('badRequest', {}, [{ path, message }]);
}
