import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { StationEvent } from '../api.ts';
import type { Column } from './data-table.tsx';
import { EventState } from './event-state.tsx';
import { EventText } from './event-text.tsx';
import { RelativeTime } from './quantity.tsx';
import { Severity } from './severity.tsx';

export function useEventColumns(withStation: boolean): Column<StationEvent>[] {
  const { t } = useTranslation('events');
  return useMemo(
    () => [
      {
        key: 'what',
        header: t('events:what'),
        fixed: true,
        cell: (event) => <EventText event={event} />,
      },
      {
        key: 'severity',
        header: t('events:severityName'),
        fixed: true,
        sort: ({ severity }) => severity,
        cell: ({ severity }) => <Severity severity={severity} />,
      },
      ...(withStation
        ? [
            {
              key: 'station',
              header: t('events:station'),
              fixed: true,
              sort: ({ stationId }: StationEvent) => stationId,
              cell: ({ stationId }: StationEvent) => (
                <Link
                  to="/stations/$stationId"
                  params={{ stationId } as never}
                  search={{ tab: 'events' } as never}
                  className="sm-link sm-mono"
                >
                  {stationId}
                </Link>
              ),
            },
          ]
        : []),
      { key: 'state', header: t('events:state'), cell: (event) => <EventState event={event} /> },
      {
        key: 'when',
        header: t('events:when'),
        align: 'end',
        sort: ({ at }) => Date.parse(at),
        cell: ({ at }) => <RelativeTime at={at} />,
      },
    ],
    [t, withStation],
  );
}
