import { Button, Group, Select } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type LocalList, type Station } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { RelativeTime } from '../../components/quantity.tsx';
import { ToneBadge } from '../../components/status-badge.tsx';
import { useMay } from '../../me.ts';
import { notifications } from '../../notices.tsx';
import { keys } from '../../queries.ts';
import { CommandOutcome } from './command-outcome.tsx';
import classes from './station.module.css';
import { useCommand } from './use-command.ts';

const looks: Readonly<Record<LocalList['state'], Pick<Parameters<typeof ToneBadge>[0], 'tone' | 'shape'>>> = {
  off: { tone: 'away', shape: 'bar' },
  inStep: { tone: 'free', shape: 'check' },
  behind: { tone: 'soon', shape: 'ring' },
  waiting: { tone: 'wait', shape: 'pause' },
  clearing: { tone: 'soon', shape: 'ring' },
  refused: { tone: 'broken', shape: 'cross' },
  unsupported: { tone: 'closed', shape: 'bar' },
};

/** Whether the list in the station is ours and up to date, and whether it shall be. */
export function LocalListPanel({ station }: { station: Station }) {
  const { t } = useTranslation('lists');
  const { data: list, error } = useQuery({
    queryKey: keys.records(station.id, 'localList'),
    queryFn: () => api.getLocalList({ params: { stationId: station.id } }),
  });
  if (error) return <ErrorNote error={error} />;
  if (!list) return null;
  return (
    <section className={`sm-panel ${classes.box}`} aria-label={t('lists:title')}>
      <div className={classes.boxHead}>
        <h2 className={classes.heading}>{t('lists:title')}</h2>
        <ToneBadge {...looks[list.state]}>{t(`lists:state.${list.state}`)}</ToneBadge>
      </div>
      <p className="sm-quiet">{t('lists:text')}</p>
      <p>{t(`lists:explained.${list.state}`, { reason: list.reason ?? '' })}</p>
      <Facts list={list} />
      <Steering station={station} list={list} />
    </section>
  );
}

function Facts({ list }: { list: LocalList }) {
  const { t } = useTranslation('lists');
  const { toldVersion } = list;
  const told =
    toldVersion === -1 ? t('lists:toldNone') : toldVersion === 0 ? t('lists:toldEmpty') : t('lists:toldVersion', { version: toldVersion });
  return (
    <dl className={classes.plate}>
      {list.version !== null && list.isKept && (
        <Fact name={t('lists:ours', { version: list.version, count: list.cards })}>
          {list.inStepSince && (
            <>
              {t('lists:since')} <RelativeTime at={list.inStepSince} />
            </>
          )}
        </Fact>
      )}
      {toldVersion !== null && (
        <Fact name={t('lists:told')}>
          {told}, <RelativeTime at={list.toldAt} />
        </Fact>
      )}
      {list.most !== null && <Fact name={t('lists:room')}>{t('lists:entries', { count: list.most })}</Fact>}
      {list.isKept && list.dueAt && (
        <Fact name={t('lists:again')}>
          <RelativeTime at={list.dueAt} />
        </Fact>
      )}
    </dl>
  );
}

function Steering({ station, list }: { station: Station; list: LocalList }) {
  const { t } = useTranslation('lists');
  const cache = useQueryClient();
  const operator = useMay('operator');
  const command = useCommand(station.id);
  const save = useMutation({
    mutationFn: (keep: boolean | null) => api.keepLocalList({ params: { stationId: station.id }, body: { keep } }),
    onSuccess: (changed) => {
      cache.setQueryData(keys.records(station.id, 'localList'), changed);
      notifications.show({ message: t('lists:saved') });
    },
  });
  const isOfSite = list.keep === null;
  const away = !station.connected || command.waiting;
  const address =
    station.protocol === 'ocpp1.6'
      ? { component: '', variable: 'LocalAuthListEnabled' }
      : { component: 'LocalAuthListCtrlr', variable: 'Enabled' };
  return (
    <>
      {list.isKept && list.leftOut > 0 && <p>{t('lists:leftOut', { count: list.leftOut })}</p>}
      {list.isKept && list.isEnabled === false && (
        <Group gap="sm">
          <span>{t('lists:disabled')}</span>
          {operator && (
            <Button
              size="compact-sm"
              variant="default"
              disabled={away}
              onClick={() => command.send({ verb: 'writeConfiguration', variables: [{ ...address, value: 'true' }] })}
            >
              {t('lists:enable')}
            </Button>
          )}
        </Group>
      )}
      {operator && (
        <>
          <Select
            mt="sm"
            label={t('lists:keep')}
            value={isOfSite ? 'site' : list.keep ? 'on' : 'off'}
            onChange={(value) => save.mutate(value === 'site' ? null : value === 'on')}
            data={[
              { value: 'site', label: t('lists:as.site', { now: isOfSite ? t(list.isKept ? 'lists:yes' : 'lists:no') : '…' }) },
              { value: 'on', label: t('lists:as.on') },
              { value: 'off', label: t('lists:as.off') },
            ]}
            allowDeselect={false}
          />
          {save.error && <ErrorNote error={save.error} />}
          <Group gap="sm" mt="sm">
            {list.isKept && (
              <Button variant="default" disabled={away} onClick={() => command.send({ verb: 'sendLocalList' })}>
                {t('lists:sendAll')}
              </Button>
            )}
            <Button variant="default" disabled={away} onClick={() => command.send({ verb: 'getLocalListVersion' })}>
              {t('lists:ask')}
            </Button>
          </Group>
          {command.shown && (
            <div className={classes.became}>
              <CommandOutcome command={command.shown} waiting={command.waiting} error={command.error} onClose={command.forget} />
            </div>
          )}
        </>
      )}
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
