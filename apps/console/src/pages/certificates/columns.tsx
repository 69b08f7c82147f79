import { Text } from '@mantine/core';
import type { StatusLook, StatusTone } from '@stationmaster/ui';
import { useTranslation } from 'react-i18next';
import type { WatchedCertificate } from '../../api.ts';
import type { Column } from '../../components/data-table.tsx';
import { RelativeTime } from '../../components/quantity.tsx';
import { ToneBadge } from '../../components/status-badge.tsx';
import { commonName, useWords } from './words.ts';

export const levelLooks: Record<WatchedCertificate['level'], { tone: StatusTone; shape: StatusLook['shape'] }> = {
  fine: { tone: 'free', shape: 'check' },
  soon: { tone: 'wait', shape: 'flag' },
  urgent: { tone: 'broken', shape: 'triangle' },
  over: { tone: 'broken', shape: 'cross' },
};

export function useCertificateColumns(): Column<WatchedCertificate>[] {
  const { t } = useTranslation('certificates');
  const { whatOf } = useWords();
  return [
    {
      key: 'what',
      header: t('certificates:what'),
      fixed: true,
      cell: (row) => (
        <span>
          {whatOf(row)}
          <Text component="span" display="block" size="sm" c="dimmed" truncate maw={360}>
            {commonName(row.subject)}
          </Text>
        </span>
      ),
      sort: whatOf,
    },
    {
      key: 'level',
      header: t('certificates:state'),
      width: '160px',
      cell: (row) => <Level certificate={row} />,
    },
    {
      key: 'ends',
      header: t('certificates:ends'),
      width: '150px',
      cell: (row) => <RelativeTime at={row.validTo} />,
      sort: (row) => row.validTo,
    },
    {
      key: 'stations',
      header: t('certificates:stations'),
      width: '110px',
      align: 'end',
      cell: (row) => row.stations,
      sort: (row) => row.stations,
    },
    {
      key: 'stranded',
      header: t('certificates:stranded'),
      width: '150px',
      align: 'end',
      // Of what is fine and signs today there is nothing to be done yet.
      cell: (row) => (isAtEase(row) ? '–' : row.stranded),
      sort: (row) => (isAtEase(row) ? null : row.stranded),
    },
    { key: 'origin', header: t('certificates:origin'), optional: true, cell: (row) => t(`certificates:from.${row.origin}`) },
  ];
}

export function Level({ certificate: { level, state } }: { certificate: WatchedCertificate }) {
  const { t } = useTranslation('certificates');
  const isRetiring = state === 'retiring' && level === 'fine';
  const look = isRetiring ? ({ tone: 'closed', shape: 'bar' } as const) : levelLooks[level];
  return <ToneBadge {...look}>{t(isRetiring ? 'certificates:retiring' : `certificates:level.${level}`)}</ToneBadge>;
}

function isAtEase({ level, state }: WatchedCertificate): boolean {
  return level === 'fine' && state === 'active';
}
