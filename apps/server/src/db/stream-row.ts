import { columnsOf, insert } from './write-table.ts';

/** One message of a periodic event stream, see the table. */
export interface StreamRow {
  stationId: number;
  tenantId: number;
  streamId: number;
  at: number;
  frameId: number;
  pending: number;
  points: readonly (readonly [number, string])[];
}

export const stream = insert(
  'stream_values',
  columnsOf<'stream'>({
    stationId: 'int8',
    tenantId: 'int4',
    streamId: 'int4',
    at: 'instant',
    frameId: 'int8',
    pending: 'int4',
    points: 'jsonb',
  }),
  '',
);
