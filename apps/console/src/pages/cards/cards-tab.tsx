import { Button, Select } from '@mantine/core';
import { IconCreditCard } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Token } from '../../api.ts';
import { ConfirmDanger } from '../../components/confirm-danger.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FilterBar, SearchField } from '../../components/filter-bar.tsx';
import { lazily } from '../../components/lazily.tsx';
import { useMay } from '../../me.ts';
import { notifications } from '../../notices.tsx';
import { keys, useList } from '../../queries.ts';
import { useUrlState } from '../../url.ts';
import { CardForm } from './card-form.tsx';
import { useCardColumns } from './columns.tsx';
import { useCardsChanged } from './use-cards.ts';

const CreditDialog = lazily(async () => (await import('./credit-dialog.tsx')).CreditDialog);
const VouchersDialog = lazily(async () => (await import('./vouchers-dialog.tsx')).VouchersDialog);

/** `first`: the buttons that fill an empty list. */
export function CardsTab({ first }: { first: ReactNode }) {
  const { t } = useTranslation('cards');
  const operator = useMay('operator');
  const [url, setUrl] = useUrlState('search', 'blocked');
  const [editing, setEditing] = useState<Token | null>(null);
  const [crediting, setCrediting] = useState<Token | null>(null);
  const [redeeming, setRedeeming] = useState<Token | null>(null);
  const [removing, setRemoving] = useState<Token | null>(null);
  const actions = useMemo(
    () => (operator ? { onEdit: setEditing, onRemove: setRemoving, onCredit: setCrediting, onVouchers: setRedeeming } : null),
    [operator],
  );
  const filters = {
    ...(url.search ? { search: url.search } : {}),
    ...(url.blocked === 'true' || url.blocked === 'false' ? { blocked: url.blocked as 'true' | 'false' } : {}),
  };
  const list = useList(keys.tokens(filters), (cursor) =>
    api.listTokens({ query: { ...filters, limit: 100, ...(cursor ? { cursor } : {}) } }),
  );
  const columns = useCardColumns(actions);
  const filtered = Object.keys(filters).length > 0;
  const clear = () => setUrl({ search: '', blocked: '' });
  return (
    <>
      <FilterBar active={filtered} onClear={clear}>
        <SearchField value={url.search} onChange={(search) => setUrl({ search })} label={t('cards:search')} />
        <Select
          aria-label={t('cards:which')}
          placeholder={t('cards:which')}
          value={url.blocked || null}
          onChange={(value) => setUrl({ blocked: value ?? '' })}
          data={[
            { value: 'false', label: t('cards:allowed') },
            { value: 'true', label: t('cards:blocked') },
          ]}
          clearable
        />
      </FilterBar>
      <DataTable<Token>
        id="cards"
        label={t('cards:tab.cards')}
        columns={columns}
        list={list}
        rowKey={(card) => String(card.id)}
        rowName={(card) => card.driverName || card.value}
        {...(operator ? { onOpen: setEditing } : {})}
        empty={
          filtered ? (
            <EmptyState
              title={t('cards:noneFound')}
              action={
                <Button variant="default" onClick={clear}>
                  {t('common:filters.clear')}
                </Button>
              }
            />
          ) : (
            <EmptyState
              icon={<IconCreditCard size={24} stroke={1.6} />}
              title={t('cards:none')}
              text={t('cards:noneText')}
              action={first}
            />
          )
        }
      />
      {editing && <CardForm card={editing} onClose={() => setEditing(null)} />}
      {crediting && <CreditDialog card={crediting} onClose={() => setCrediting(null)} />}
      {redeeming && <VouchersDialog card={redeeming} onClose={() => setRedeeming(null)} />}
      {removing && <RemoveCard card={removing} onClose={() => setRemoving(null)} />}
    </>
  );
}

function RemoveCard({ card, onClose }: { card: Token; onClose: () => void }) {
  const { t } = useTranslation('cards');
  const changed = useCardsChanged();
  const remove = useMutation({
    mutationFn: () => api.deleteToken({ params: { tokenId: card.id } }),
    onSuccess: async () => {
      notifications.show({ message: t('cards:removed') });
      onClose();
      await changed();
    },
  });
  return (
    <ConfirmDanger
      title={t('cards:removeTitle', { name: card.driverName || card.value })}
      consequence={t('cards:removeText')}
      action={t('cards:remove')}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
      busy={remove.isPending}
      error={remove.error}
    />
  );
}
