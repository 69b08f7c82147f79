import { ActionIcon, Button, Group } from '@mantine/core';
import { dimensions } from '@stationmaster/domain';
import { IconArrowDown, IconArrowUp, IconCopy, IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { emptyPrice, type PriceFields as Price, type RuleFields } from './fields.ts';
import { PriceFields } from './price-fields.tsx';
import type { Sentence } from './say.ts';
import classes from './tariff.module.css';
import { WhenFields } from './when-fields.tsx';

interface Props {
  index: number;
  count: number;
  value: RuleFields;
  sentences: readonly Sentence[];
  onChange: (value: RuleFields) => void;
  /** To another place; null: away; itself: a copy below. */
  onMove: (to: number | null) => void;
}

/** One rule: the sentence it makes, when it holds, and what it costs. */
export function RuleCard({ index, count, value, sentences, onChange, onMove }: Props) {
  const { t } = useTranslation('tariff');
  const isReservation = value.when.reservation !== undefined;
  const path = `rules.${index}`;
  const price = (key: number, next: Price | null) =>
    onChange({ ...value, prices: value.prices.flatMap((one) => (one.key !== key ? [one] : next === null ? [] : [next])) });
  const allowed = isReservation ? (['TIME', 'FLAT'] as const) : dimensions;
  const free = allowed.filter((type) => !value.prices.some((one) => one.type === type));
  const title = `rule-${value.key}`;
  return (
    <article className={`sm-panel ${classes.rule}`} aria-labelledby={title}>
      <header className={classes.ruleHead}>
        <h3 id={title} className={classes.ruleName}>
          {t('tariff:rule.name', { number: index + 1 })}
        </h3>
        <Group gap={4}>
          <Tool
            name={t('tariff:rule.up', { number: index + 1 })}
            icon={<IconArrowUp size={16} aria-hidden />}
            onClick={() => onMove(index - 1)}
            off={index === 0}
          />
          <Tool
            name={t('tariff:rule.down', { number: index + 1 })}
            icon={<IconArrowDown size={16} aria-hidden />}
            onClick={() => onMove(index + 1)}
            off={index === count - 1}
          />
          <Tool
            name={t('tariff:rule.copy', { number: index + 1 })}
            icon={<IconCopy size={16} aria-hidden />}
            onClick={() => onMove(index)}
          />
          <Tool
            name={t('tariff:rule.remove', { number: index + 1 })}
            icon={<IconTrash size={16} aria-hidden />}
            onClick={() => onMove(null)}
            off={count === 1}
          />
        </Group>
      </header>
      <ul className={classes.says}>
        {sentences.map(({ component, text }) => (
          <li key={component}>{text}</li>
        ))}
      </ul>
      <section aria-label={t('tariff:rule.when')}>
        <h4 className={classes.part}>{t('tariff:rule.when')}</h4>
        <WhenFields path={`${path}.when`} value={value.when} onChange={(when) => onChange({ ...value, when })} />
      </section>
      <section aria-label={t('tariff:rule.costs')}>
        <h4 className={classes.part}>{t('tariff:rule.costs')}</h4>
        {value.prices.map((one, place) => (
          <PriceFields
            key={one.key}
            path={`${path}.prices.${place}`}
            value={one}
            onChange={(next) => price(one.key, next)}
            onRemove={value.prices.length > 1 ? () => price(one.key, null) : undefined}
            isReservation={isReservation}
          />
        ))}
        {free[0] !== undefined && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() =>
              free[0] && onChange({ ...value, prices: [...value.prices, emptyPrice(free.includes('IDLE_TIME') ? 'IDLE_TIME' : free[0])] })
            }
          >
            {t('tariff:rule.addPrice')}
          </Button>
        )}
      </section>
    </article>
  );
}

function Tool({ name, icon, onClick, off = false }: { name: string; icon: React.ReactNode; onClick: () => void; off?: boolean }) {
  return (
    <ActionIcon variant="subtle" color="gray" aria-label={name} title={name} onClick={onClick} disabled={off}>
      {icon}
    </ActionIcon>
  );
}
