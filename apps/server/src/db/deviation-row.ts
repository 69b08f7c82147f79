import { columnsOf, insert, type WriteTable } from './write-table.ts';

/** Something a station got wrong, see the table: added to what was counted that day. */
export interface DeviationRow {
  stationId: number;
  tenantId: number;
  day: number;
  direction: 'in' | 'out';
  action: string;
  name: string;
  detail: string;
  count: number;
  firstAt: number;
  lastAt: number;
  frameId: number | null;
}

const counted = `on conflict (station_id, day, direction, action, name, detail) do update set count = deviation.count + excluded.count,
  first_at = least(deviation.first_at, excluded.first_at), last_at = greatest(deviation.last_at, excluded.last_at),
  frame_id = case when excluded.last_at >= deviation.last_at then excluded.frame_id else deviation.frame_id end`;

export const deviation: WriteTable = {
  ...insert(
    'deviation',
    columnsOf<'deviation'>({
      stationId: 'int8',
      tenantId: 'int4',
      day: 'int4',
      direction: 'text',
      action: 'text',
      name: 'text',
      detail: 'text',
      count: 'int4',
      firstAt: 'instant',
      lastAt: 'instant',
      frameId: 'int8',
    }),
    counted,
  ),
  key: ['stationId', 'day', 'direction', 'action', 'name', 'detail'],
  join: (earlier, later) => ({ ...later, count: Number(earlier['count']) + Number(later['count']), firstAt: earlier['firstAt'] }),
};
