import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type Command } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { exact } from '../../format.ts';
import { useLocale } from '../../locale.ts';
import { useMay } from '../../me.ts';
import { keys } from '../../queries.ts';
import classes from './station.module.css';

/** Below a command that has not been sent: until when it may wait, and a way to take it back. */
export function WaitingNote({ command }: { command: Command }) {
  const { t } = useTranslation('commands');
  const operator = useMay('operator');
  const locale = useLocale();
  const cache = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => api.cancelCommand({ params: { commandId: command.id } }),
    onSettled: () => cache.invalidateQueries({ queryKey: keys.commands(command.stationId) }),
  });
  if (command.status !== 'waiting' && command.status !== 'queued') return null;
  return (
    <div className={classes.waiting}>
      {command.expiresAt && (
        <span className="sm-quiet">{t('commands:later.until', { time: exact(Date.parse(command.expiresAt), locale) })}</span>
      )}
      {operator && (
        <Button
          size="compact-xs"
          variant="default"
          loading={isPending}
          aria-label={t('commands:later.takeBackNamed', { verb: t(`station:verb.${command.verb}`) })}
          onClick={() => mutate()}
        >
          {t('commands:later.takeBack')}
        </Button>
      )}
      {error && <ErrorNote error={error} />}
    </div>
  );
}
