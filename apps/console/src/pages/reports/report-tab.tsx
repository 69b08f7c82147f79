import { Button, Group } from '@mantine/core';
import { apiBase } from '@stationmaster/contract';
import { IconCalendarRepeat, IconChartBar, IconDownload } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { lazily } from '../../components/lazily.tsx';
import { useMay } from '../../me.ts';
import { useNow } from '../../now.ts';
import { keys } from '../../queries.ts';
import { stringifySearch, useUrlState } from '../../url.ts';
import { asList } from '../alerts/as-list.ts';
import { choiceNames, queryOf, type ReportAsked } from './choice.ts';
import { ChoiceFields } from './choice-fields.tsx';
import { useReportColumns } from './columns.tsx';
import type { Row } from './figures.ts';
import { opensOf, type ReservationsOpened } from './opens.ts';
import { ReportPicture } from './report-picture.tsx';
import { Totals } from './totals.tsx';

const ReservationsDialog = lazily(async () => (await import('./reservations-dialog.tsx')).ReservationsDialog);
/** Periods move on with the day, not with every second. */
const HALF_HOUR = 1_800_000;

/** One report: what it counts, its sums, its picture, its rows. */
export function ReportTab() {
  const { t } = useTranslation('reports');
  const navigate = useNavigate();
  const [choice, setUrl] = useUrlState(...choiceNames);
  const asked = queryOf(choice, useNow(HALF_HOUR));
  const query = useQuery({
    queryKey: keys.report(asked),
    queryFn: () => api.getReport({ query: asked }),
    placeholderData: keepPreviousData,
  });
  const [reservations, openReservations] = useState<ReservationsOpened | null>(null);
  const columns = useReportColumns(asked, query.data, openReservations);
  const open = (row: Row) => {
    const opens = opensOf(asked, row);
    if ('reservations' in opens) openReservations(opens.reservations);
    else void navigate({ to: '/sessions', search: opens.sessions as never });
  };
  const items = query.data?.rows ?? [];
  return (
    <>
      <ChoiceFields choice={choice} asked={asked} onChange={setUrl} />
      {query.error && <ErrorNote error={query.error} retry={() => void query.refetch()} />}
      {query.data && <Totals report={query.data} asked={asked} onReservations={openReservations} />}
      {query.data && items.length > 0 && <ReportPicture report={query.data} asked={asked} />}
      {!query.error && (
        <DataTable<Row>
          id="report"
          label={t('reports:rows')}
          columns={columns}
          list={{ ...asList({ ...query, data: undefined } as never), items, loading: query.isPending }}
          rowKey={({ keys: of }) => of.map(({ value }) => value ?? '').join('/')}
          rowName={({ keys: of }) =>
            t('reports:rowName', { name: of.map(({ name, value }) => name || value || t('reports:without')).join(', ') })
          }
          onOpen={open}
          tools={<Files asked={asked} />}
          empty={<EmptyState icon={<IconChartBar size={24} stroke={1.6} />} title={t('reports:none')} text={t('reports:noneText')} />}
        />
      )}
      {reservations && <ReservationsDialog opened={reservations} onClose={() => openReservations(null)} />}
      {query.data?.isCut && <p className="sm-quiet">{t('reports:cut', { count: items.length })}</p>}
    </>
  );
}

/** Plain links: the browser streams the file to disk, however long it is. */
function Files({ asked }: { asked: ReportAsked }) {
  const { t, i18n } = useTranslation('reports');
  const may = useMay('operator');
  const wanted = stringifySearch({ ...asked, language: i18n.language });
  const { from: _, until: __, ...report } = asked;
  return (
    <Group gap="xs">
      {(['xlsx', 'csv'] as const).map((format) => (
        <Button
          key={format}
          component="a"
          href={`${apiBase}/statistics.${format}${wanted}`}
          download
          size="compact-sm"
          variant="default"
          leftSection={<IconDownload size={15} aria-hidden />}
        >
          {t(`reports:format.${format}`)}
        </Button>
      ))}
      {may && (
        <Button
          component={Link}
          to="/reports"
          search={{ tab: 'schedules', add: '1', ...report } as never}
          size="compact-sm"
          variant="default"
          leftSection={<IconCalendarRepeat size={15} aria-hidden />}
        >
          {t('reports:schedule.make')}
        </Button>
      )}
    </Group>
  );
}
