import { useTranslation } from 'react-i18next';
import { RelativeTime } from '../../../components/quantity.tsx';
import security from '../security/security.module.css';
import classes from './forwarding.module.css';
import type { Forwarding, Stand } from './looks.ts';

interface Props {
  stand: Stand;
  forwarding: Forwarding;
}

/** What will never be told there, and why; while something waits, how long it may. */
export function Missed({ stand: { keeps, givenUp, lostSessions }, forwarding }: Props) {
  const { t } = useTranslation('forwarding');
  return (
    <>
      {forwarding.waiting > 0 && <div className="sm-quiet">{t('forwarding:keeps', { count: keeps.days, messages: keeps.messages })}</div>}
      {givenUp !== null && (
        <div>
          {t('forwarding:givenUp', { count: givenUp.messages, sessions: t('forwarding:sessionCount', { count: givenUp.sessions }) })}{' '}
          <span className="sm-quiet">
            <RelativeTime at={givenUp.first} /> – <RelativeTime at={givenUp.last} />
          </span>
        </div>
      )}
      {lostSessions > 0 && <div>{t('forwarding:lost', { count: lostSessions })}</div>}
    </>
  );
}

/** The station was told to call somebody else: then nothing goes through here any more. */
export function Moved({ stand: { movedTo }, forwarding }: Props) {
  const { t } = useTranslation('forwarding');
  if (movedTo === null) return null;
  const { url, at, isSecondBackEnd } = movedTo;
  return (
    <p role="status" className={`${security.reason} ${classes.said}`}>
      {t(isSecondBackEnd ? 'forwarding:moved.toThem' : 'forwarding:moved.to')} <span className="sm-mono">{url}</span>{' '}
      <span className="sm-quiet">
        <RelativeTime at={at} />
      </span>
      {'. '}
      {t(`forwarding:moved.${forwarding.stationConnected ? 'here' : 'away'}`)}
    </p>
  );
}
