import type { Kysely } from 'kysely';
import type { Context } from '../context.ts';
import type { Tables } from '../db/tables.gen.ts';
import { seal, unseal } from '../secrets/seal.ts';
import type { Message } from './message.ts';
import { post } from './post.ts';
import { encryptPush, newVapidKeys, type VapidKeys, vapidHeader } from './push-encrypt.ts';
import { findPushKey, forgetSubscription, insertPushKey, type Subscription, selectSubscriptions } from './push-store.ts';
import { SendFailed } from './send-failed.ts';

type Needs = Pick<Context, 'config' | 'db' | 'clock'>;
const purpose = 'push';
const keptSeconds = 24 * 3600;

/** The tenant's key pair, made when it is first asked for. */
export async function pushKeys({ config }: Pick<Context, 'config'>, db: Kysely<Tables>, tenantId: number): Promise<VapidKeys> {
  const known = await findPushKey(db, tenantId);
  if (known !== undefined) return { publicKey: known.public_key, privateKey: unseal(config, purpose, known.private_key).toString() };
  const made = newVapidKeys();
  await insertPushKey(db, tenantId, { publicKey: made.publicKey, sealed: seal(config, purpose, made.privateKey) });
  const stored = await findPushKey(db, tenantId);
  return stored === undefined || stored.public_key === made.publicKey ? made : await pushKeys({ config }, db, tenantId);
}

/** To every browser of the tenant that wants it; those that are gone are forgotten. Fails when it reached none. */
export async function sendPush(
  context: Needs,
  { tenantId, message, tag }: { tenantId: number; message: Message; tag: string },
): Promise<void> {
  const subscriptions = await selectSubscriptions(context.db, tenantId);
  if (subscriptions.length === 0) throw new SendFailed('nobody has switched it on in a browser', true);
  const keys = await pushKeys(context, context.db, tenantId);
  const text = JSON.stringify({ title: message.title, body: message.lines.slice(0, 4).join('\n').slice(0, 1000), url: message.url, tag });
  const answers = await Promise.all(
    subscriptions.map((subscription) => sendOne(context, { subscription, keys, text, isUrgent: message.severity === 'critical' })),
  );
  const failures = answers.filter((answer) => answer !== null);
  if (failures.length === answers.length) throw new SendFailed(failures[0] ?? 'no answer');
}

/** null: taken. */
async function sendOne(
  { config, db, clock }: Needs,
  { subscription, keys, text, isUrgent }: { subscription: Subscription; keys: VapidKeys; text: string; isUrgent: boolean },
): Promise<string | null> {
  try {
    const { endpoint } = subscription;
    const answer = await post({
      url: endpoint,
      headers: {
        authorization: vapidHeader(endpoint, keys, {
          subject: config.publicUrl.startsWith('https:') ? config.publicUrl : 'mailto:alerts@stationmaster.invalid',
          at: clock(),
        }),
        'content-encoding': 'aes128gcm',
        'content-type': 'application/octet-stream',
        ttl: String(keptSeconds),
        urgency: isUrgent ? 'high' : 'normal',
      },
      body: encryptPush(Buffer.from(text), subscription),
      mayBeInner: config.privateTargets,
    });
    if (answer.status === 404 || answer.status === 410) await forgetSubscription(db, endpoint);
    return answer.status >= 200 && answer.status < 300 ? null : `${answer.status} ${answer.text.slice(0, 200)}`;
  } catch (error) {
    return (error as Error).message;
  }
}
