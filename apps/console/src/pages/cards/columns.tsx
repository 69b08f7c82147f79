import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Token } from '../../api.ts';
import type { Column } from '../../components/data-table.tsx';
import { Money, RelativeTime } from '../../components/quantity.tsx';
import { ToneBadge } from '../../components/status-badge.tsx';
import { useNow } from '../../now.ts';
import classes from './cards.module.css';
import { useBlock } from './use-cards.ts';
import { stateOf } from './validity.ts';

export interface CardActions {
  onEdit: (card: Token) => void;
  onRemove: (card: Token) => void;
  onCredit: (card: Token) => void;
  onVouchers: (card: Token) => void;
}
const looks = { valid: ['free', 'check'], blocked: ['broken', 'cross'], notYet: ['soon', 'flag'], expired: ['closed', 'bar'] } as const;

export function useCardColumns(actions: CardActions | null): Column<Token>[] {
  const { t } = useTranslation('cards');
  return useMemo(() => {
    const header = (key: string) => ({ key, header: t(`cards:column.${key}`) });
    const columns: Column<Token>[] = [
      { ...header('driver'), fixed: true, sort: (card) => card.driverName || null, cell: (card) => <Name card={card} /> },
      { ...header('value'), sort: (card) => card.value, cell: (card) => <span className="sm-mono">{card.value}</span> },
      { ...header('state'), fixed: true, sort: (card) => (card.blocked ? 1 : 0), cell: (card) => <CardStateBadge card={card} /> },
      { ...header('note'), sort: (card) => card.note || null, cell: (card) => card.note || '–' },
      {
        ...header('credit'),
        align: 'end',
        sort: (card) => Number(card.credit[0]?.amount ?? Number.NEGATIVE_INFINITY),
        cell: (card) => <Credit card={card} />,
      },
      { ...header('group'), optional: true, sort: (card) => card.groupId, cell: (card) => card.groupId ?? '–' },
      {
        ...header('validUntil'),
        optional: true,
        sort: (card) => (card.validUntil ? Date.parse(card.validUntil) : null),
        cell: (card) => <RelativeTime at={card.validUntil} />,
      },
      { ...header('aliases'), optional: true, cell: (card) => <span className="sm-mono">{card.aliases.join(', ') || '–'}</span> },
      {
        ...header('lastUsed'),
        align: 'end',
        sort: (card) => (card.lastUsedAt ? Date.parse(card.lastUsedAt) : null),
        cell: (card) => <RelativeTime at={card.lastUsedAt} />,
      },
      {
        ...header('created'),
        optional: true,
        align: 'end',
        sort: (card) => Date.parse(card.createdAt),
        cell: (card) => <RelativeTime at={card.createdAt} />,
      },
    ];
    return actions
      ? [...columns, { ...header('actions'), align: 'end', fixed: true, cell: (card) => <Actions card={card} {...actions} /> }]
      : columns;
  }, [t, actions]);
}

/** Of a prepaid card; the sum of its entries. */
function Credit({ card: { prepaid, credit } }: { card: Token }) {
  const { t } = useTranslation('cards');
  if (!prepaid) return <>–</>;
  if (credit.length === 0) return <span className="sm-quiet">{t('cards:noCredit')}</span>;
  return credit.map(({ currency, amount }) => (
    <span key={currency} className={classes.name}>
      <Money amount={amount} currency={currency} />
    </span>
  ));
}

function Name({ card }: { card: Token }) {
  const { t } = useTranslation('cards');
  return card.driverName ? (
    <span style={{ fontWeight: 560 }}>{card.driverName}</span>
  ) : (
    <span className="sm-quiet">{t('cards:nobody')}</span>
  );
}

export function CardStateBadge({ card }: { card: Token }) {
  const { t } = useTranslation('cards');
  const state = stateOf(card, useNow(60_000));
  const [tone, shape] = looks[state];
  return (
    <ToneBadge tone={tone} shape={shape}>
      {t(`cards:state.${state}`)}
    </ToneBadge>
  );
}

function Actions({ card, onEdit, onRemove, onCredit, onVouchers }: { card: Token } & CardActions) {
  const { t } = useTranslation('cards');
  const block = useBlock();
  const name = card.driverName || card.value;
  return (
    <span className={classes.actions}>
      <Button
        size="compact-sm"
        variant="subtle"
        color={card.blocked ? 'pine' : 'red'}
        loading={block.isPending}
        onClick={() => block.mutate(card)}
        aria-label={`${t(card.blocked ? 'cards:unblock' : 'cards:block')}: ${name}`}
      >
        {t(card.blocked ? 'cards:unblock' : 'cards:block')}
      </Button>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon aria-label={t('cards:more', { name })}>
            <IconDots size={17} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => onEdit(card)}>{t('common:edit')}</Menu.Item>
          {card.prepaid && <Menu.Item onClick={() => onCredit(card)}>{t('cards:credit')}</Menu.Item>}
          <Menu.Item onClick={() => onVouchers(card)}>{t('cards:vouchers')}</Menu.Item>
          <Menu.Item component={Link} to="/sessions" search={{ tokenId: String(card.id) } as never}>
            {t('cards:showSessions')}
          </Menu.Item>
          <Menu.Item component={Link} to="/cards" search={{ tab: 'taps', search: card.value } as never}>
            {t('cards:showTaps')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item color="red" onClick={() => onRemove(card)}>
            {t('cards:remove')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </span>
  );
}
