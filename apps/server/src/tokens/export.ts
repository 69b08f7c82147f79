import { csvText } from '@stationmaster/domain';
import { columns } from './csv-columns.ts';
import type { Token } from './store.ts';

/** All cards as CSV; `importTokens` of the same text changes nothing. */
export function tokensCsv(tokens: readonly Token[]): string {
  return csvText([[...columns], ...tokens.map(toCells)]);
}

function toCells(token: Token): string[] {
  return [
    token.value,
    token.type,
    token.groupId ?? '',
    token.driverName,
    token.note,
    String(token.blocked),
    token.validFrom ?? '',
    token.validUntil ?? '',
    token.aliases.join('|'),
  ];
}
