import { Button, Group, Skeleton, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Driver } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { RelativeTime } from '../../components/quantity.tsx';
import { useMay } from '../../me.ts';
import { keys } from '../../queries.ts';
import { CardStateBadge } from '../cards/columns.tsx';
import classes from '../drivers/drivers.module.css';
import { useDriversChanged } from '../drivers/use-drivers-changed.ts';

/** With what a driver identifies; a new card is added here, or an existing one given on the page Cards. */
export function CardsPanel({ driver }: { driver: Driver }) {
  const { t } = useTranslation('drivers');
  const operator = useMay('operator');
  const changed = useDriversChanged();
  const [value, setValue] = useState('');
  const filters = { driverId: driver.id };
  const { data, error } = useQuery({
    queryKey: keys.tokens({ ...filters, all: true }),
    queryFn: () => api.listTokens({ query: { ...filters, limit: 200 } }),
  });
  const add = useMutation({
    mutationFn: () => api.createToken({ body: { value: value.trim(), driverId: driver.id } }),
    onSuccess: async () => {
      setValue('');
      await changed();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <section className={`sm-panel ${classes.panel}`} aria-labelledby="cards">
      <h2 id="cards" style={{ margin: 0, fontSize: 16 }}>
        {t('drivers:one.cards')}
      </h2>
      {error && <ErrorNote error={error} />}
      {data === undefined && <Skeleton height={32} />}
      {data?.items.length === 0 && <span className="sm-quiet">{t('drivers:one.noCards')}</span>}
      <ul className={classes.list}>
        {data?.items.map((card) => (
          <li key={card.id}>
            <Link to="/cards" search={{ search: card.value } as never} className="sm-link sm-mono">
              {card.value}
            </Link>
            <Group gap="sm">
              {card.lastUsedAt && <RelativeTime at={card.lastUsedAt} />}
              <CardStateBadge card={card} />
            </Group>
          </li>
        ))}
      </ul>
      {operator && (
        <form onSubmit={submit} className={classes.row}>
          <TextInput
            label={t('drivers:one.newCard')}
            value={value}
            onChange={(event) => setValue(event.currentTarget.value)}
            maxLength={255}
            autoComplete="off"
            spellCheck={false}
            style={{ flex: '1 1 180px' }}
          />
          <Button
            type="submit"
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            loading={add.isPending}
            disabled={value.trim() === ''}
          >
            {t('drivers:one.addCard')}
          </Button>
        </form>
      )}
      {add.error && <ErrorNote error={add.error} />}
    </section>
  );
}
