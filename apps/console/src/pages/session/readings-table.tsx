import { Button, Select, Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api, type Session } from '../../api.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { exact } from '../../format.ts';
import { useLocale } from '../../locale.ts';
import { keys, type List, useList } from '../../queries.ts';
import { useUrlState } from '../../url.ts';
import type { Reading } from './curves.ts';
import classes from './session.module.css';

const measurands = [
  'Energy.Active.Import.Register',
  'Power.Active.Import',
  'Current.Import',
  'Voltage',
  'SoC',
  'Power.Offered',
  'Current.Offered',
  'Frequency',
  'Temperature',
  'Energy.Active.Export.Register',
  'Power.Active.Export',
  'Power.Factor',
  'Power.Reactive.Import',
  'Energy.Active.Import.Interval',
];

/** Every meter value of the session, as the station sent it; each opens the message it came in. */
export function ReadingsTable({ session, onFrame }: { session: Session; onFrame: (id: number) => void }) {
  const { t } = useTranslation('sessions');
  const [{ measurand }, setUrl] = useUrlState('measurand');
  const filters = measurand ? { measurand } : {};
  const list: List<Reading> = useList(keys.readings(session.id, { ...filters, table: true }), (cursor) =>
    api.sessionReadings({ params: { sessionId: session.id }, query: { ...filters, limit: 100, ...(cursor ? { cursor } : {}) } }),
  );
  return (
    <>
      <div className={classes.tools}>
        <Select
          aria-label={t('sessions:evidence.measurand')}
          placeholder={t('sessions:evidence.allMeasurands')}
          value={measurand || null}
          onChange={(value) => setUrl({ measurand: value ?? '' })}
          data={measurands}
          searchable
          clearable
          w={280}
        />
      </div>
      {list.error && <ErrorNote error={list.error} retry={list.refetch} />}
      {list.loading && <Skeleton height={160} radius="lg" />}
      {!list.loading && !list.error && list.items.length === 0 && (
        <div className="sm-panel">
          <EmptyState title={t('sessions:evidence.noReadings')} text={t('sessions:evidence.noReadingsText')} />
        </div>
      )}
      {list.items.length > 0 && (
        <div className={`sm-panel ${classes.scroll}`}>
          <table className={classes.readings} aria-label={t('sessions:evidence.readings')}>
            <thead>
              <tr>
                {['time', 'measurand'].map((name) => (
                  <th key={name} scope="col">
                    {t(`sessions:evidence.${name}`)}
                  </th>
                ))}
                <th scope="col" className={classes.number}>
                  {t('sessions:evidence.value')}
                </th>
                {['phase', 'location', 'context', 'signed', 'frame'].map((name) => (
                  <th key={name} scope="col">
                    {t(`sessions:evidence.${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {list.items.map((reading) => (
                <Row
                  key={[reading.at, reading.evseId, reading.measurand, reading.phase, reading.location, reading.context].join('|')}
                  reading={reading}
                  onFrame={onFrame}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {list.hasMore && (
        <div className={classes.center}>
          <Button variant="default" loading={list.loadingMore} onClick={list.loadMore}>
            {t('sessions:evidence.more')}
          </Button>
        </div>
      )}
    </>
  );
}

function Row({ reading, onFrame }: { reading: Reading; onFrame: (id: number) => void }) {
  const { t } = useTranslation('sessions');
  const locale = useLocale();
  const value = reading.value === null ? reading.raw : new Intl.NumberFormat(locale, { maximumFractionDigits: 3 }).format(reading.value);
  return (
    <tr>
      <td className="sm-num">{exact(Date.parse(reading.at), locale)}</td>
      <td>{reading.measurand}</td>
      <td className={`sm-num ${classes.number}`} title={reading.raw}>
        {value} {reading.unit}
      </td>
      <td>{reading.phase || '–'}</td>
      <td>{reading.location || '–'}</td>
      <td>{reading.context || '–'}</td>
      <td>{reading.signed ? t('sessions:evidence.isSigned') : '–'}</td>
      <td>
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={() => onFrame(reading.frameId)}
          aria-label={t('sessions:evidence.openFrame', { id: reading.frameId })}
        >
          {reading.frameId}
        </Button>
      </td>
    </tr>
  );
}
