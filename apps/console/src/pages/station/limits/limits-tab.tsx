import { Button, SegmentedControl } from '@mantine/core';
import { IconPlus, IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type HeldProfile, type Station } from '../../../api.ts';
import { ErrorNote } from '../../../components/error-note.tsx';
import { lazily } from '../../../components/lazily.tsx';
import { useMay } from '../../../me.ts';
import { keys } from '../../../queries.ts';
import { useUrlState } from '../../../url.ts';
import { CommandOutcome } from '../command-outcome.tsx';
import shared from '../station.module.css';
import { useCommand } from '../use-command.ts';
import { CarPanel } from './car-panel.tsx';
import { HeldPanel } from './held-panel.tsx';
import classes from './limits.module.css';
import { OthersPanel } from './others-panel.tsx';
import { PicturePanel } from './picture-panel.tsx';

const LimitForm = lazily(async () => (await import('./limit-form.tsx')).LimitForm);

/** How far ahead is looked, hours. */
const hours = 24;

/** What may be charged here, by which limits, and whether the station sees it the same way. */
export function LimitsTab({ station }: { station: Station }) {
  const { t } = useTranslation('limits');
  const operator = useMay('operator');
  const command = useCommand(station.id);
  const [url, setUrl] = useUrlState('plug', 'unit');
  const [editing, setEditing] = useState<HeldProfile | 'new' | null>(null);
  const evses = [...new Set(station.connectors.map(({ evseId }) => evseId))].filter((id) => id > 0).sort((a, b) => a - b);
  const evseId = [0, ...evses].find((id) => String(id) === url.plug) ?? evses[0] ?? 0;
  const unit = url.unit === 'W' ? 'W' : 'A';
  const { data, error, refetch } = useQuery({
    queryKey: keys.limits(station.id, { evseId, unit }),
    queryFn: () => api.getChargingLimits({ params: { stationId: station.id }, query: { evseId, unit, hours } }),
    refetchInterval: 60_000,
  });
  const usable = operator && station.connected && !command.waiting;
  const ask = () => command.send({ verb: 'getCompositeSchedule', evseId, durationSeconds: hours * 3600, unit });
  return (
    <div className={shared.stack}>
      {command.shown && <CommandOutcome command={command.shown} waiting={command.waiting} error={command.error} onClose={command.forget} />}
      <div className={classes.choices}>
        <SegmentedControl
          size="xs"
          aria-label={t('limits:where')}
          value={String(evseId)}
          onChange={(value) => setUrl({ plug: value })}
          data={[
            ...evses.map((id) => ({ value: String(id), label: t('limits:plug', { plug: id }) })),
            { value: '0', label: t('limits:wholeStation') },
          ]}
        />
        <SegmentedControl
          size="xs"
          aria-label={t('limits:unit')}
          value={unit}
          onChange={(value) => setUrl({ unit: value === 'A' ? '' : value })}
          data={(['A', 'W'] as const).map((value) => ({ value, label: t(`limits:units.${value}`) }))}
        />
        {operator && (
          <div className={classes.actions}>
            <Button
              size="xs"
              variant="default"
              disabled={!usable}
              title={t('limits:asking')}
              leftSection={<IconRefresh size={15} aria-hidden />}
              onClick={ask}
            >
              {t('limits:ask')}
            </Button>
            <Button
              size="xs"
              disabled={!usable || !data}
              leftSection={<IconPlus size={15} aria-hidden />}
              onClick={() => setEditing('new')}
            >
              {t('limits:set')}
            </Button>
          </div>
        )}
      </div>
      {error && !data && <ErrorNote error={error} retry={() => void refetch()} />}
      {data && <PicturePanel station={station} limits={data} hours={hours} />}
      {data && <HeldPanel station={station} limits={data} command={command} usable={usable} onChange={setEditing} />}
      <div className={classes.two}>
        <CarPanel station={station} evseId={evseId} />
        <OthersPanel station={station} />
      </div>
      {editing && data && (
        <LimitForm
          limits={data}
          evseId={evseId}
          held={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
          onSend={(request) => {
            setEditing(null);
            command.send(request);
          }}
        />
      )}
    </div>
  );
}
