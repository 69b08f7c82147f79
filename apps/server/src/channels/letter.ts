import type { Context } from '../context.ts';
import { unseal } from '../secrets/seal.ts';
import { type Letter, sendLetter } from './mail.ts';
import { channelPurpose } from './send.ts';
import { SendFailed } from './send-failed.ts';
import { findChannel, noteChannel } from './store.ts';

/**
 * Sends a mail by the server and the sender of a mail channel of this tenant, and notes how it went there. Throws `SendFailed` where the
 * channel cannot send mails, or what the server says.
 */
export async function sendLetterBy(
  context: Pick<Context, 'config' | 'db' | 'clock'>,
  { channelId, tenantId }: { channelId: number; tenantId: number },
  letter: Letter,
): Promise<void> {
  const channel = await findChannel(context.db, channelId);
  if (channel === undefined || channel.tenant_id !== tenantId) throw new SendFailed('the mail channel is gone', true);
  const { settings, secret } = channel;
  if (settings.kind !== 'mail') throw new SendFailed('the channel sends no mails', true);
  if (!channel.enabled) throw new SendFailed('the mail channel is switched off', true);
  const password = secret === null ? null : unseal(context.config, channelPurpose, secret).toString();
  try {
    await sendLetter(settings, password, letter);
  } catch (error) {
    await noteChannel(context.db, channelId, { at: context.clock(), error: (error as Error).message.slice(0, 500) });
    throw error;
  }
  await noteChannel(context.db, channelId, { at: context.clock(), error: null });
}

/** Which kind of channel that is; undefined: there is none. */
export async function channelOf(db: Parameters<typeof findChannel>[0], id: number): Promise<{ kind: string } | undefined> {
  const channel = await findChannel(db, id);
  return channel === undefined ? undefined : { kind: channel.settings.kind };
}
