import type { frameRoutes } from '@stationmaster/contract';
import type { Handlers } from '../http/handler.ts';
import { exportAsCsv, exportAsNdjson } from './export.ts';
import { listFrames } from './list.ts';
import { shareConversation } from './share.ts';

export function frameHandlers(_context: object): Handlers<typeof frameRoutes> {
  return {
    listFrames: ({ params, query }, call) => listFrames(call, params.stationId, query),
    exportFrames: ({ params, query }, call) => exportAsNdjson(call, params.stationId, query),
    exportFramesAsCsv: ({ params, query }, call) => exportAsCsv(call, params.stationId, query),
    shareConversation: ({ params, query }, call) => shareConversation(call, params.stationId, query),
  };
}
