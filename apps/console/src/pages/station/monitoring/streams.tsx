import { Button, NumberInput } from '@mantine/core';
import type { EventStream } from '@stationmaster/contract';
import { IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Station, type Variable } from '../../../api.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { PowerChart } from '../../../components/power-chart.tsx';
import { RelativeTime } from '../../../components/quantity.tsx';
import { ToneBadge } from '../../../components/status-badge.tsx';
import { keys } from '../../../queries.ts';
import shared from '../station.module.css';
import type { CommandSender } from '../use-command.ts';
import classes from './monitoring.module.css';
import { type Monitor, nameOf, unitOf } from './monitors.ts';

interface Props {
  station: Station;
  monitors: readonly Monitor[];
  variables: readonly Variable[];
  command: CommandSender;
  usable: boolean;
}

/** 2.1: values that the station sends all the time, as curves. */
export function Streams({ station, monitors, variables, command, usable }: Props) {
  const { t } = useTranslation('monitoring');
  const { data } = useQuery({
    queryKey: keys.records(station.id, 'eventStream'),
    queryFn: () => api.listStationRecords({ params: { stationId: station.id }, query: { kind: 'eventStream' } }),
  });
  const streams = data?.items ?? [];
  return (
    <section className={`sm-panel ${shared.box}`} aria-label={t('monitoring:streams')}>
      <div className={shared.boxHead}>
        <h2 className={shared.heading}>{t('monitoring:streams')}</h2>
        {usable && (
          <Button
            variant="default"
            leftSection={<IconRefresh size={16} aria-hidden />}
            onClick={() => command.send({ verb: 'getPeriodicEventStreams' })}
          >
            {t('monitoring:readStreams')}
          </Button>
        )}
      </div>
      {streams.length === 0 && <EmptyState title={t('monitoring:noStreams')} text={t('monitoring:noStreamsText')} />}
      {streams.map(({ key, data: told }) => {
        const stream = told as EventStream;
        const monitor = monitors.find(({ id }) => id === stream.monitorId);
        const watched =
          monitor ?? (stream.component && stream.variable ? { ...stream, component: stream.component, variable: stream.variable } : null);
        return (
          <StreamBox
            key={key}
            station={station}
            id={Number(key)}
            stream={stream}
            name={watched === null ? t('monitoring:number', { id: stream.monitorId }) : nameOf(watched)}
            unit={watched === null ? '' : unitOf({ ...watched, type: 'Delta' }, variables)}
            {...(usable ? { command } : {})}
          />
        );
      })}
    </section>
  );
}

interface BoxProps {
  station: Station;
  id: number;
  stream: EventStream;
  name: string;
  unit: string;
  command?: CommandSender;
}

function StreamBox({ station, id, stream, name, unit, command }: BoxProps) {
  const { t } = useTranslation('monitoring');
  const isOpen = stream.closedAt === null || stream.closedAt === undefined;
  const { data } = useQuery({
    queryKey: [...keys.records(station.id, 'eventStream'), id],
    queryFn: () =>
      api.listStreamValues({
        params: { stationId: station.id, streamId: id },
        query: stream.openedAt === undefined ? {} : { from: stream.openedAt },
      }),
    refetchInterval: isOpen && station.connected ? 5000 : false,
  });
  const points = (data?.points ?? []).map(([at, value]): [number, number | null] => [
    at,
    Number.isFinite(Number(value)) ? Number(value) : null,
  ]);
  const last = data?.points.at(-1);
  return (
    <div className={classes.stream}>
      <div className={classes.streamHead}>
        <ToneBadge tone={isOpen ? 'busy' : 'away'} shape={isOpen ? 'bolt' : 'bar'}>
          {t(isOpen ? 'monitoring:streamOpen' : 'monitoring:streamClosed')}
        </ToneBadge>
        <span className="sm-mono">{name}</span>
        {last && (
          <strong className="sm-num">
            {last[1]} {unit}
          </strong>
        )}
        <span className="sm-quiet">
          {t('monitoring:pace', { interval: stream.interval ?? '–', values: stream.values ?? '–' })}
          {stream.openedAt && (
            <>
              {' · '}
              {t('monitoring:since')} <RelativeTime at={stream.openedAt} />
            </>
          )}
        </span>
        {command && isOpen && (
          <Pace stream={stream} onSet={(interval) => command.send({ verb: 'adjustPeriodicEventStream', id, interval })} />
        )}
      </div>
      <PowerChart
        label={name}
        lines={[{ label: name, color: '--sm-chart-now', fill: '--sm-chart-fill', points }]}
        format={(value, locale) => `${new Intl.NumberFormat(locale, { maximumFractionDigits: 3 }).format(value)} ${unit}`.trim()}
        height={180}
      />
    </div>
  );
}

/** How often the station collects its values into a message. */
function Pace({ stream, onSet }: { stream: EventStream; onSet: (seconds: number) => void }) {
  const { t } = useTranslation('monitoring');
  const [seconds, setSeconds] = useState<number>(stream.interval ?? 60);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSet(seconds);
  };
  return (
    <form onSubmit={submit} style={{ display: 'flex', gap: 8, marginLeft: 'auto' }}>
      <NumberInput
        aria-label={t('monitoring:streamInterval')}
        value={seconds}
        onChange={(value) => setSeconds(Number(value))}
        min={1}
        suffix=" s"
        size="xs"
        w={90}
      />
      <Button type="submit" size="xs" variant="default">
        {t('monitoring:adjust')}
      </Button>
    </form>
  );
}
