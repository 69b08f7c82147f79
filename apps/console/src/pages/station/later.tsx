import { Radio, Stack } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Station } from '../../api.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import type { CommandRequest, CommandSender } from './use-command.ts';
import { waits } from './waits.ts';

/** Sends at once where the station is there, else asks how long the command may wait for it. `question` is to be shown. */
export function useLater(
  station: Pick<Station, 'connected'>,
  command: CommandSender,
): { send: (request: CommandRequest) => void; question: ReactNode } {
  const [kept, keep] = useState<CommandRequest | null>(null);
  const close = () => keep(null);
  return {
    send: (request) => (station.connected ? command.send(request) : keep(request)),
    question: kept && (
      <SendLater
        verb={kept.verb}
        onClose={close}
        onSend={(waitSeconds) => {
          close();
          command.send(kept, waitSeconds);
        }}
      />
    ),
  };
}

interface Props {
  verb: CommandRequest['verb'];
  onSend: (waitSeconds: number) => void;
  onClose: () => void;
}

function SendLater({ verb, onSend, onClose }: Props) {
  const { t } = useTranslation('commands');
  const [wait, setWait] = useState<string>(waits[1]);
  return (
    <FormDialog title={t(`station:verb.${verb}`)} onClose={onClose} onSubmit={() => onSend(Number(wait))} action={t('commands:later.send')}>
      <p style={{ margin: 0, fontSize: 14.5, lineHeight: 1.5 }}>{t('commands:later.text')}</p>
      <Radio.Group label={t('commands:later.within')} value={wait} onChange={setWait}>
        <Stack gap={8} mt={6}>
          {waits.map((value) => (
            <Radio key={value} value={value} label={t(`commands:later.in.${value}`)} />
          ))}
        </Stack>
      </Radio.Group>
    </FormDialog>
  );
}
