import { Button, Skeleton, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { useLocale } from '../../locale.ts';
import { useMay } from '../../me.ts';
import { notifications } from '../../notices.tsx';
import { keys } from '../../queries.ts';
import { useVoucherWords } from '../prices/use-voucher-words.ts';
import classes from './drivers.module.css';

/** The vouchers of a driver or of a card: what is left of each; a code is redeemed here. */
export function VouchersPanel({ holder }: { holder: { driverId: number } | { tokenId: number } }) {
  const { t } = useTranslation('vouchers');
  const locale = useLocale();
  const operator = useMay('operator');
  const cache = useQueryClient();
  const words = useVoucherWords();
  const [code, setCode] = useState('');
  const { data, error } = useQuery({
    queryKey: keys.vouchers(holder),
    queryFn: () => api.listVouchers({ query: { ...holder, limit: 100 } }),
  });
  const redeem = useMutation({
    mutationFn: () => api.redeemVoucher({ body: { ...holder, code: code.trim() } }),
    onSuccess: async ({ name }) => {
      setCode('');
      notifications.show({ message: t('vouchers:holder.redeemed', { name }) });
      await Promise.all([
        cache.invalidateQueries({ queryKey: ['vouchers'] }),
        cache.invalidateQueries({ queryKey: keys.voucherCampaigns }),
      ]);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    redeem.mutate();
  };
  const day = (at: string) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(Date.parse(at));
  return (
    <section className={`sm-panel ${classes.panel}`} aria-labelledby="vouchers">
      <h2 id="vouchers" style={{ margin: 0, fontSize: 16 }}>
        {t('vouchers:holder.title')}
      </h2>
      {error && <ErrorNote error={error} />}
      {data === undefined && !error && <Skeleton height={32} />}
      {data?.items.length === 0 && <span className="sm-quiet">{t('vouchers:holder.none')}</span>}
      <ul className={classes.list}>
        {data?.items.map((voucher) => (
          <li key={voucher.id}>
            <span>
              {voucher.name}
              {voucher.validUntil !== null && (
                <span className="sm-quiet"> · {t('vouchers:holder.until', { day: day(voucher.validUntil) })}</span>
              )}
            </span>
            <span className={voucher.isOver ? 'sm-quiet' : 'sm-num'}>
              {voucher.isOver ? t('vouchers:holder.over') : t('vouchers:holder.left', { left: words.left(voucher) })}
            </span>
          </li>
        ))}
      </ul>
      {operator && (
        <form onSubmit={submit} className={classes.row}>
          <TextInput
            label={t('vouchers:holder.code')}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
            maxLength={40}
            autoComplete="off"
            spellCheck={false}
            style={{ flex: '1 1 180px' }}
          />
          <Button type="submit" variant="default" loading={redeem.isPending} disabled={code.trim().length < 4}>
            {t('vouchers:holder.redeem')}
          </Button>
        </form>
      )}
      {redeem.error && <ErrorNote error={redeem.error} />}
    </section>
  );
}
