import { Button } from '@mantine/core';
import { IconPlayerStop } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../../api.ts';
import { lazily } from '../../components/lazily.tsx';
import type { CommandSender } from '../station/use-command.ts';

const ConfirmDanger = lazily(async () => (await import('../../components/confirm-danger.tsx')).ConfirmDanger);

/** Asks once, naming whose car it is; the outcome is shown by the page. */
export function StopButton({ session, who, sender }: { session: Session; who: string; sender: CommandSender }) {
  const { t } = useTranslation('sessions');
  const [asking, setAsking] = useState(false);
  const stop = () => {
    setAsking(false);
    sender.send({ verb: 'stop', sessionId: session.id });
  };
  return (
    <>
      <Button
        color="red"
        variant="light"
        leftSection={<IconPlayerStop size={17} aria-hidden />}
        loading={sender.waiting}
        onClick={() => setAsking(true)}
      >
        {t('sessions:one.stop')}
      </Button>
      {asking && (
        <ConfirmDanger
          title={t('sessions:one.stopTitle')}
          consequence={t('sessions:one.stopConsequence', { who, station: session.stationName || session.stationId })}
          action={t('sessions:one.stop')}
          onConfirm={stop}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
