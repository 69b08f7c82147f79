import type { liveRoutes } from '@stationmaster/contract';
import type { Context } from '../context.ts';
import { removeDemo } from '../demo/remove.ts';
import type { Handlers } from '../http/handler.ts';
import { webOf } from '../http/web.ts';
import { toCursor } from './cursor.ts';
import type { Hub } from './hub.ts';
import { openStream, placeOf } from './stream.ts';

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
};

export function liveHandlers(context: Context, hub: Hub): Handlers<typeof liveRoutes> {
  return {
    live: async ({ query }, call) => {
      const after = webOf(call).header('last-event-id') || query.after;
      const place = await placeOf(context, after ? toCursor(after) : null);
      return new Response(openStream(context, hub, { tenantId: call.tenantId, ...place }), { headers });
    },
    removeDemo: (_, call) => removeDemo(context, call),
  };
}
