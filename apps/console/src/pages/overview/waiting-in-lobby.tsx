import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { keys } from '../../queries.ts';
import classes from './overview.module.css';

/** While the person walks to the charger: says as soon as it calls in. */
export function WaitingInLobby() {
  const { t } = useTranslation('overview');
  const { data } = useQuery({ queryKey: [...keys.lobby, 'first'], queryFn: () => api.listLobby({ query: { limit: 3 } }) });
  const first = data?.items[0];
  if (!first)
    return (
      <p className={classes.watching} role="status">
        {t('overview:listening')}
      </p>
    );
  return (
    <div className={classes.heard} role="status">
      <span>{t('overview:heard', { name: first.stationId ?? first.remoteAddress })}</span>
      <Button component={Link} to="/lobby" size="compact-md">
        {t('overview:toLobby')}
      </Button>
    </div>
  );
}
