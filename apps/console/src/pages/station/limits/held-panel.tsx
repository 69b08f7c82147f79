import { Button } from '@mantine/core';
import { toChargingProfile } from '@stationmaster/contract';
import type { StatusTone } from '@stationmaster/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChargingLimits, HeldProfile, Station } from '../../../api.ts';
import { lazily } from '../../../components/lazily.tsx';
import { RelativeTime } from '../../../components/quantity.tsx';
import { ToneBadge } from '../../../components/status-badge.tsx';
import { useLocale } from '../../../locale.ts';
import { ToldPanel, ToldRow } from '../told-panel.tsx';
import type { CommandSender } from '../use-command.ts';
import { fieldsOf } from './limit-fields.ts';
import { profileText } from './limit-words.ts';

const ConfirmDanger = lazily(async () => (await import('../../../components/confirm-danger.tsx')).ConfirmDanger);

interface Props {
  station: Station;
  limits: ChargingLimits;
  command: CommandSender;
  usable: boolean;
  onChange: (held: HeldProfile) => void;
}

/** Every limit the station holds as far as we know, in words. */
export function HeldPanel({ station, limits, command, usable, onChange }: Props) {
  const { t } = useTranslation('limits');
  const [isDropping, setDropping] = useState(false);
  const is16 = limits.known.version === 'ocpp1.6';
  const { profiles } = limits;
  return (
    <>
      <ToldPanel
        title={t('limits:held')}
        {...(is16 && { note: t('limits:noneTold') })}
        empty={t('limits:noneHeld')}
        list={{ items: profiles, isLoading: false, error: null }}
        actions={
          <>
            {!is16 && (
              <Button size="xs" variant="default" disabled={!usable} onClick={() => command.send({ verb: 'getChargingProfiles' })}>
                {t('limits:list')}
              </Button>
            )}
            <Button size="xs" variant="default" disabled={!usable} onClick={() => setDropping(true)}>
              {t('limits:dropAll')}
            </Button>
          </>
        }
      >
        {profiles.map((held) => (
          <HeldRow
            key={held.profile.id}
            held={held}
            zone={limits.known.timeZone}
            usable={usable}
            onChange={() => onChange(held)}
            onDrop={() => command.send({ verb: 'clearChargingProfile', id: held.profile.id })}
          />
        ))}
      </ToldPanel>
      {isDropping && (
        <ConfirmDanger
          title={t('limits:dropAllTitle')}
          consequence={t('limits:dropAllConsequence')}
          action={t('limits:dropAll')}
          onClose={() => setDropping(false)}
          onConfirm={() => {
            setDropping(false);
            command.send({ verb: 'clearChargingProfile' });
          }}
          busy={!station.connected}
        />
      )}
    </>
  );
}

interface RowProps {
  held: HeldProfile;
  zone: string;
  usable: boolean;
  onChange: () => void;
  onDrop: () => void;
}

function HeldRow({ held, zone, usable, onChange, onDrop }: RowProps) {
  const { t } = useTranslation('limits');
  const locale = useLocale();
  const profile = toChargingProfile(held.profile);
  const isOurs = held.source === 'CSO';
  const state = stateOf(held);
  return (
    <ToldRow
      what={profileText(profile, { say: t, locale, zone })}
      known={
        <>
          {t('limits:number', { id: profile.id, level: profile.stackLevel })} ·{' '}
          <ToneBadge tone={tones[state]} shape={state === 'other' ? 'triangle' : state === 'both' ? 'check' : 'ring'}>
            {state === 'byOthers' ? t('limits:known.byOthers', { source: held.source }) : t(`limits:known.${state}`)}
          </ToneBadge>{' '}
          {held.setBy && t('limits:setBy', { who: held.setBy })}
        </>
      }
      when={<RelativeTime at={held.setAt ?? held.reportedAt} />}
      action={
        usable &&
        isOurs && (
          <span style={{ display: 'inline-flex', gap: 8 }}>
            {fieldsOf(profile, zone) !== null && (
              <Button size="compact-sm" variant="default" onClick={onChange}>
                {t('limits:change')}
              </Button>
            )}
            <Button size="compact-sm" variant="default" onClick={onDrop}>
              {t('limits:drop')}
            </Button>
          </span>
        )
      }
    />
  );
}

type State = 'set' | 'both' | 'other' | 'foreign' | 'byOthers';
const tones: Readonly<Record<State, StatusTone>> = { set: 'soon', both: 'free', other: 'wait', foreign: 'closed', byOthers: 'closed' };

function stateOf({ source, setAt, reportedAt, isReportedOtherwise }: HeldProfile): State {
  if (isReportedOtherwise) return 'other';
  if (setAt !== null) return reportedAt === null ? 'set' : 'both';
  return source === 'CSO' ? 'foreign' : 'byOthers';
}
