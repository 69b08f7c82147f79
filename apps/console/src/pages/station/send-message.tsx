import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Station } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { useMay } from '../../me.ts';
import { keys } from '../../queries.ts';
import { useUrlState } from '../../url.ts';
import { MessageForm } from './message-form.tsx';
import classes from './send-message.module.css';
import shared from './station.module.css';

/** In every version, and it changes nothing. */
const first = 'TriggerMessage';

/** For experts: any message of the station's version, exactly as written, and what the station answers. */
export function SendMessage({ station }: { station: Station }) {
  const { t } = useTranslation('station');
  const operator = useMay('operator');
  const [url, setUrl] = useUrlState('send');
  const id = useId();
  const open = url.send !== '';
  if (!operator) return null;
  return (
    <section className={`sm-panel ${shared.box} ${classes.panel}`} aria-label={t('station:sendMessage')}>
      <div className={classes.head}>
        <div>
          <h2 className={shared.heading}>{t('station:sendMessage')}</h2>
          <p className={`sm-quiet ${classes.hint}`}>{t('station:sendMessageText')}</p>
        </div>
        <Button
          variant="default"
          aria-expanded={open}
          {...(open ? { 'aria-controls': id } : {})}
          onClick={() => setUrl({ send: open ? '' : first })}
        >
          {t(open ? 'common:close' : 'station:writeMessage')}
        </Button>
      </div>
      {open && (
        <div id={id} className={classes.body}>
          <Writing station={station} action={url.send} choose={(action) => setUrl({ send: action })} />
        </div>
      )}
    </section>
  );
}

function Writing({ station, action, choose }: { station: Station; action: string; choose: (action: string) => void }) {
  const { t } = useTranslation('station');
  const { data, error, refetch } = useQuery({
    queryKey: keys.sendable(station.id, station.protocol),
    queryFn: () => api.listSendableMessages({ params: { stationId: station.id } }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (error) return <ErrorNote error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton className={classes.coming ?? ''} />;
  if (data.version === null) return <p className="sm-quiet">{t('station:noVersion')}</p>;
  return <MessageForm station={station} messages={data.items} action={action} choose={choose} />;
}
