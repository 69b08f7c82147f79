import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Station } from '../../../api.ts';
import { JsonView } from '../../../components/json-view.tsx';
import { lazily } from '../../../components/lazily.tsx';
import { RelativeTime } from '../../../components/quantity.tsx';
import { ToneBadge } from '../../../components/status-badge.tsx';
import { useMay } from '../../../me.ts';
import { ToldPanel, ToldRow } from '../told-panel.tsx';
import type { CommandSender } from '../use-command.ts';
import { type Kept, useRecords } from '../use-records.ts';
import { SignalDialog } from './signal-dialog.tsx';

const ControlDialog = lazily(async () => (await import('./control-dialog.tsx')).ControlDialog);

interface Control {
  controlId: string;
  controlType: string;
  isDefault: boolean | null;
  isSuperseded: boolean | null;
  settings: unknown;
}
interface ControlState {
  isActive: boolean;
  supersededBy: string | null;
}

/** Curves and limits by which the station keeps the grid in its bounds, and which of them hold now. */
export function ControlsPanel({ station, command }: { station: Station; command: CommandSender }) {
  const { t } = useTranslation('grid');
  const operator = useMay('operator');
  const [adding, setAdding] = useState(false);
  const [signalling, setSignalling] = useState(false);
  const controls = useRecords<Control>(station.id, 'derControl');
  const states = useRecords<ControlState>(station.id, 'derState');
  const stateOf = new Map(states.items.map(({ key, data }) => [key, data]));
  const usable = operator && station.connected && !command.waiting;
  return (
    <>
      <ToldPanel
        title={t('grid:controls')}
        note={t('grid:controlsHint')}
        actions={
          operator && (
            <>
              <Button size="xs" variant="default" disabled={!usable} onClick={() => command.send({ verb: 'getDERControl' })}>
                {t('grid:read')}
              </Button>
              <Button size="xs" variant="default" disabled={!usable} onClick={() => setSignalling(true)}>
                {t('grid:signal')}
              </Button>
              <Button size="xs" variant="default" disabled={!usable} onClick={() => setAdding(true)}>
                {t('grid:set')}
              </Button>
            </>
          )
        }
        empty={t('grid:noControls')}
        list={controls}
      >
        {controls.items.map((control) => (
          <ControlRow key={control.key} control={control} state={stateOf.get(control.key)} {...(usable ? { command } : {})} />
        ))}
      </ToldPanel>
      {adding && (
        <ControlDialog
          onClose={() => setAdding(false)}
          onSend={(request) => {
            setAdding(false);
            command.send(request);
          }}
        />
      )}
      {signalling && (
        <SignalDialog
          onClose={() => setSignalling(false)}
          onSend={(signal) => {
            setSignalling(false);
            command.send({ verb: 'afrrSignal', signal });
          }}
        />
      )}
    </>
  );
}

function ControlRow({ control, state, command }: { control: Kept<Control>; state: ControlState | undefined; command?: CommandSender }) {
  const { t } = useTranslation('grid');
  const { controlId, controlType, isDefault, isSuperseded, settings } = control.data;
  const isDisplaced = (state?.supersededBy ?? null) !== null || (isSuperseded === true && state?.isActive !== true);
  const standing = isDisplaced ? 'displaced' : state?.isActive ? 'active' : 'held';
  const look = {
    displaced: { tone: 'away', shape: 'bar' },
    active: { tone: 'busy', shape: 'check' },
    held: { tone: 'soon', shape: 'ring' },
  } as const;
  return (
    <ToldRow
      what={
        <>
          {t(`grid:control.${controlType}`)} <ToneBadge {...look[standing]}>{t(`grid:standing.${standing}`)}</ToneBadge>
        </>
      }
      known={
        <>
          <span className="sm-mono">{controlId}</span>
          {isDefault && ` · ${t('grid:default')}`}
          {state?.supersededBy && ` · ${t('grid:by', { id: state.supersededBy })}`}
          <details>
            <summary>{t('grid:settings')}</summary>
            <JsonView text={JSON.stringify(settings)} />
          </details>
        </>
      }
      when={<RelativeTime at={control.at} />}
      action={
        command && (
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => command.send({ verb: 'clearDERControl', controlId, isDefault: isDefault ?? false })}
          >
            {t('grid:remove')}
          </Button>
        )
      }
    />
  );
}
