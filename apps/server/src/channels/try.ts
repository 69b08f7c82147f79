import { randomUUID } from 'node:crypto';
import type { Context } from '../context.ts';
import { send } from './send.ts';
import { type ChannelRow, noteChannel } from './store.ts';

/** Sends a test at once, past the queue, and says how it went in the other side's words. */
export async function testChannel(
  context: Pick<Context, 'config' | 'db' | 'clock'>,
  channel: ChannelRow,
): Promise<{ ok: boolean; error: string | null }> {
  const at = new Date(context.clock()).toISOString();
  let error: string | null = null;
  try {
    await send(context, channel, {
      id: `test-${randomUUID()}`,
      alertId: null,
      occasion: 'test',
      content: {
        kind: 'offline',
        name: '',
        severity: 'info',
        items: 0,
        openItems: 0,
        openedAt: at,
        endedAt: null,
        acknowledgedBy: null,
        examples: [],
      },
    });
  } catch (failed) {
    error = (failed as Error).message.slice(0, 500);
  }
  await noteChannel(context.db, channel.id, { at: context.clock(), error });
  return { ok: error === null, error };
}
