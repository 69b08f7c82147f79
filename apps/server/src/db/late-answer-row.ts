import { columnsOf, type WriteTable } from './write-table.ts';

/** An answer that came after its time was over: put beside its message, whose outcome stays. */
export interface LateAnswerRow {
  id: number;
  stationId: number;
  /** When its message was sent: the message log is cut by it. */
  at: number;
  answer: string;
  answeredAt: number;
  repairs: readonly string[] | null;
}

export const lateAnswer: WriteTable = {
  table: 'frame',
  columns: columnsOf<'lateAnswer'>({
    id: 'int8',
    stationId: 'int8',
    at: 'instant',
    answer: 'text',
    answeredAt: 'instant',
    repairs: 'jsonb',
  }),
  isPatch: false,
  key: ['id'],
  statement: (source) =>
    `update frame t set answer = v.answer, answered_at = v.answered_at, repairs = v.repairs::jsonb from ${source} where t.station_id = v.station_id and t.at = v.at and t.id = v.id`,
};
