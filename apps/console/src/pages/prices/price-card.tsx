import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Tariff } from '../../api.ts';
import { RelativeTime } from '../../components/quantity.tsx';
import classes from './prices.module.css';
import { usePriceSentence } from './sentence.tsx';

interface Props {
  tariff: Tariff;
  onOpen?: () => void;
  onArchive?: () => void;
}

/** One price as a sentence, and who uses it. */
export function PriceCard({ tariff, onOpen, onArchive }: Props) {
  const { t } = useTranslation('prices');
  const { prices, tax } = usePriceSentence()(tariff);
  const { sites, stations } = tariff.usedBy;
  const uses = [sites > 0 && t('prices:sites', { count: sites }), stations > 0 && t('prices:stations', { count: stations })]
    .filter(Boolean)
    .join(', ');
  return (
    <article className={`sm-panel ${classes.price}`}>
      <div className={classes.head}>
        <h2 className={classes.name}>
          {onOpen ? (
            <button type="button" className={classes.open} onClick={onOpen} aria-label={t('prices:open', { name: tariff.name })}>
              {tariff.name}
            </button>
          ) : (
            tariff.name
          )}
        </h2>
        {onArchive && (
          <Menu position="bottom-end" withinPortal>
            <Menu.Target>
              <ActionIcon className={classes.above ?? ''} aria-label={t('prices:more', { name: tariff.name })}>
                <IconDots size={17} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={onOpen}>{t('common:edit')}</Menu.Item>
              <Menu.Item color="red" onClick={onArchive}>
                {t('prices:archive')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      <ul className={classes.says}>
        {prices.map((price) => (
          <li key={price}>{price}</li>
        ))}
      </ul>
      <div className="sm-quiet" style={{ fontSize: 13.5 }}>
        {tax}
      </div>
      <div className={`sm-quiet ${classes.foot}`}>
        {uses ? (
          <>
            {t('prices:usedBy')}:{' '}
            <Link to="/sites" className={`sm-link ${classes.above}`}>
              {uses}
            </Link>
          </>
        ) : (
          <>
            {t('prices:unused')}{' '}
            <Link to="/sites" className={`sm-link ${classes.above}`}>
              {t('prices:toSites')}
            </Link>
          </>
        )}
        <br />
        {t('prices:changed')} <RelativeTime at={tariff.updatedAt} />
      </div>
    </article>
  );
}
