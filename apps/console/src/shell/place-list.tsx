import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../api.ts';
import { useMay } from '../me.ts';
import { keys } from '../queries.ts';
import { type Place, placeGroups, places } from './places.ts';
import classes from './shell.module.css';

/** Every place one may go, in groups. */
export function PlaceList() {
  const { t } = useTranslation();
  const administrator = useMay('administrator');
  return placeGroups.map((group) => {
    const shown = places.filter((place) => place.group === group && (administrator || !('needs' in place)));
    if (shown.length === 0) return null;
    return (
      <div key={group}>
        {group !== 'now' && <div className={classes.group}>{t(`groups.${group}`)}</div>}
        {shown.map((place) => (
          <PlaceLink key={place.to} place={place} className={classes.place} />
        ))}
      </div>
    );
  });
}

export function PlaceLink({ place, className }: { place: Place; className: string | undefined }) {
  const { t } = useTranslation();
  const Icon = place.icon;
  return (
    <Link to={place.to} className={className} activeOptions={{ exact: place.to === '/', includeSearch: false }}>
      <Icon size={19} stroke={1.7} aria-hidden />
      <span>{t(`places.${place.name}`)}</span>
      {place.to === '/lobby' && <LobbyCount />}
      {place.to === '/alerts' && <AlertCount />}
    </Link>
  );
}

function LobbyCount() {
  const { t } = useTranslation();
  const { data } = useQuery({ queryKey: keys.overview, queryFn: () => api.overview() });
  const waiting = data?.stations.lobby ?? 0;
  return waiting > 0 ? (
    <span className={classes.count} title={t('lobbyWaiting', { count: waiting })}>
      {waiting}
    </span>
  ) : null;
}

/** What is wrong now; red while something critical has nobody on it. */
function AlertCount() {
  const { t } = useTranslation();
  const { data } = useQuery({ queryKey: keys.openAlerts, queryFn: () => api.countAlerts() });
  if (data === undefined || data.open === 0) return null;
  return (
    <span className={classes.count} data-critical={data.critical > 0} title={t('alertsOpen', { count: data.open })}>
      {data.open > 99 ? '99+' : data.open}
    </span>
  );
}
