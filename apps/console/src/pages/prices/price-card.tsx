import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Tariff } from '../../api.ts';
import { RelativeTime } from '../../components/quantity.tsx';
import classes from './prices.module.css';
import { usePriceSentence } from './sentence.tsx';

interface Props {
  tariff: Tariff;
  onArchive?: () => void;
}

/** One price as a sentence, and who uses it. */
export function PriceCard({ tariff, onArchive }: Props) {
  const { t } = useTranslation('prices');
  const navigate = useNavigate();
  const { prices, whole } = usePriceSentence()(tariff);
  const uses = (['tenants', 'sites', 'stations', 'evses', 'driverGroups', 'drivers'] as const)
    .filter((kind) => tariff.usedBy[kind] > 0)
    .map((kind) => t(`prices:uses.${kind}`, { count: tariff.usedBy[kind] }))
    .join(', ');
  return (
    <article className={`sm-panel ${classes.price}`}>
      <div className={classes.head}>
        <h2 className={classes.name}>
          <Link to="/prices/$tariffId" params={{ tariffId: String(tariff.id) }} className={classes.open}>
            {tariff.name}
          </Link>
        </h2>
        {onArchive && (
          <Menu position="bottom-end" withinPortal>
            <Menu.Target>
              <ActionIcon className={classes.above ?? ''} aria-label={t('prices:more', { name: tariff.name })}>
                <IconDots size={17} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => void navigate({ to: '/prices/$tariffId', params: { tariffId: String(tariff.id) } })}>
                {t('common:edit')}
              </Menu.Item>
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
        {whole.join('. ')}
      </div>
      <div className={`sm-quiet ${classes.foot}`}>
        {uses ? (
          <>
            {t('prices:usedBy')}:{' '}
            <Link
              to="/prices/$tariffId"
              params={{ tariffId: String(tariff.id) }}
              search={{ tab: 'uses' } as never}
              className={`sm-link ${classes.above}`}
            >
              {uses}
            </Link>
          </>
        ) : (
          <>
            {t('prices:unused')}{' '}
            <Link
              to="/prices/$tariffId"
              params={{ tariffId: String(tariff.id) }}
              search={{ tab: 'uses' } as never}
              className={`sm-link ${classes.above}`}
            >
              {t('prices:letHold')}
            </Link>
          </>
        )}
        <br />
        {t('prices:changed')} <RelativeTime at={tariff.updatedAt} />
      </div>
    </article>
  );
}
