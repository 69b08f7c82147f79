import { Button, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconBolt,
  IconCalendarClock,
  IconDots,
  IconLockOpen,
  IconPlayerStop,
  IconPower,
  IconRefresh,
  IconReload,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Station } from '../../api.ts';
import { lazily } from '../../components/lazily.tsx';
import { Energy, Power, RelativeTime } from '../../components/quantity.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import { useGlow } from '../../glow.ts';
import { useMay } from '../../me.ts';
import type { Plug } from '../../station-state.ts';
import { useLater } from './later.tsx';
import { ReservedFor } from './reserved-for.tsx';
import classes from './station.module.css';
import type { CommandSender } from './use-command.ts';

const StartDialog = lazily(async () => (await import('./start-dialog.tsx')).StartDialog);

const ReserveDialog = lazily(async () => (await import('./reserve-dialog.tsx')).ReserveDialog);

const ConfirmDanger = lazily(async () => (await import('../../components/confirm-danger.tsx')).ConfirmDanger);

/** One plug: its state, the running session, and what can be done with it. */
export function ConnectorCard({ station, plug, command }: { station: Station; plug: Plug; command: CommandSender }) {
  const { t } = useTranslation('station');
  const { connector } = plug;
  const shine = useGlow(`connector#${station.id}/${connector?.evseId ?? 0}`);
  if (!connector)
    return (
      <section className={`sm-panel ${classes.box}`}>
        <StatusBadge status={plug.status} />
        <p className="sm-quiet" style={{ margin: '8px 0 0', fontSize: 14 }}>
          {t('station:noConnectors')}
        </p>
      </section>
    );
  return (
    <section className={`sm-panel ${classes.box} ${shine}`} aria-label={t('station:plug', { name: plug.label })}>
      <div className={classes.boxHead}>
        <h2 className={classes.heading}>{t('station:plug', { name: plug.label })}</h2>
        <StatusBadge status={plug.status} />
      </div>
      <div className={classes.reading}>
        <span className={classes.big}>
          <Power watts={station.connected ? (connector.powerW ?? (connector.sessionId === null ? null : 0)) : null} />
        </span>
        {connector.sessionId !== null && (
          <span className="sm-quiet">
            <Energy wh={connector.energyWh} />
          </span>
        )}
      </div>
      <p className={`sm-quiet ${classes.since}`}>
        {connector.statusAt && (
          <>
            {t('station:since')} <RelativeTime at={connector.statusAt} />
          </>
        )}
        {connector.errorCode && connector.errorCode !== 'NoError' && (
          <span className={classes.fault}>
            {' '}
            {[connector.errorCode, connector.vendorErrorCode, connector.info].filter(Boolean).join(' · ')}
          </span>
        )}
      </p>
      <ReservedFor stationId={station.id} evseId={connector.evseId} />
      <Actions station={station} plug={plug} connector={connector} command={command} />
    </section>
  );
}

type ActionsProps = { station: Station; plug: Plug; connector: NonNullable<Plug['connector']>; command: CommandSender };

function Actions({ station, plug, connector, command }: ActionsProps) {
  const { t } = useTranslation('station');
  const operator = useMay('operator');
  const [starting, start] = useDisclosure(false);
  const [stopping, stop] = useDisclosure(false);
  const [reserving, reserve] = useDisclosure(false);
  const later = useLater(station, command);
  const { evseId, connectorId, sessionId } = connector;
  const away = !station.connected || command.waiting;
  const closed = connector.status === 'Unavailable';
  const available = () => later.send({ verb: 'changeAvailability', operative: closed, evseId, connectorId });
  return (
    <div className={classes.buttons}>
      {operator &&
        (sessionId === null ? (
          <Button disabled={away} leftSection={<IconBolt size={16} aria-hidden />} onClick={start.open}>
            {t('station:start')}
          </Button>
        ) : (
          <Button disabled={away} color="red" variant="light" leftSection={<IconPlayerStop size={16} aria-hidden />} onClick={stop.open}>
            {t('station:stop')}
          </Button>
        ))}
      {sessionId !== null && (
        <Button component={Link} to="/sessions/$sessionId" params={{ sessionId: String(sessionId) } as never} variant="default">
          {t('station:openSession')}
        </Button>
      )}
      {operator && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="subtle" color="gray" px={8} disabled={command.waiting} aria-label={t('station:moreFor', { name: plug.label })}>
              <IconDots size={18} aria-hidden />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              disabled={away}
              leftSection={<IconLockOpen size={16} aria-hidden />}
              onClick={() => command.send({ verb: 'unlock', evseId, connectorId })}
            >
              {t('station:unlock')}
            </Menu.Item>
            <Menu.Item disabled={away} leftSection={<IconCalendarClock size={16} aria-hidden />} onClick={reserve.open}>
              {t('reservations:reserve')}
            </Menu.Item>
            <Menu.Item leftSection={<IconPower size={16} aria-hidden />} onClick={available}>
              {t(closed ? 'station:open' : 'station:shut')}
            </Menu.Item>
            <Menu.Item
              disabled={away}
              leftSection={<IconRefresh size={16} aria-hidden />}
              onClick={() => command.send({ verb: 'trigger', message: 'StatusNotification', evseId, connectorId })}
            >
              {t('station:askStatus')}
            </Menu.Item>
            <Menu.Item
              disabled={away}
              leftSection={<IconRefresh size={16} aria-hidden />}
              onClick={() => command.send({ verb: 'trigger', message: 'MeterValues', evseId, connectorId })}
            >
              {t('station:askMeter')}
            </Menu.Item>
            {station.protocol !== 'ocpp1.6' && (
              <Menu.Item
                leftSection={<IconReload size={16} aria-hidden />}
                onClick={() => later.send({ verb: 'reset', kind: 'soft', evseId })}
              >
                {t('station:restartPlug')}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
      {later.question}
      {starting && (
        <StartDialog
          plugName={plug.label}
          canLimit={station.protocol === 'ocpp2.1'}
          onStart={(request) => {
            start.close();
            command.send({ verb: 'start', evseId, ...request });
          }}
          onClose={start.close}
        />
      )}
      {reserving && (
        <ReserveDialog
          station={station}
          evseId={evseId}
          onClose={reserve.close}
          onReserve={(request) => {
            reserve.close();
            command.send(request);
          }}
        />
      )}
      {stopping && sessionId !== null && (
        <ConfirmDanger
          title={t('station:stopTitle')}
          consequence={t('station:stopConsequence', { name: plug.label })}
          action={t('station:stop')}
          onClose={stop.close}
          onConfirm={() => {
            stop.close();
            command.send({ verb: 'stop', sessionId });
          }}
        />
      )}
    </div>
  );
}
