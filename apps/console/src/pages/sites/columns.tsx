import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Site } from '../../api.ts';
import type { Column } from '../../components/data-table.tsx';
import { ToneBadge } from '../../components/status-badge.tsx';
import { whole } from '../../format.ts';
import { useLocale } from '../../locale.ts';

export interface SiteActions {
  onEdit: (site: Site) => void;
  onRemove: ((site: Site) => void) | null;
}

export function useSiteColumns(actions: SiteActions | null): Column<Site>[] {
  const { t } = useTranslation('prices');
  const locale = useLocale();
  return useMemo(() => {
    const header = (key: string) => ({ key, header: t(`prices:sites.column.${key}`) });
    const columns: Column<Site>[] = [
      {
        ...header('name'),
        fixed: true,
        sort: (site) => site.name,
        cell: (site) => (
          <>
            <span style={{ fontWeight: 560 }}>{site.name}</span>
            {site.demo && <span className="sm-quiet"> {t('prices:sites.demo')}</span>}
          </>
        ),
      },
      { ...header('address'), sort: (site) => site.address || null, cell: (site) => site.address || '–' },
      {
        ...header('stations'),
        align: 'end',
        sort: (site) => site.stations,
        cell: (site) => (
          <Link to="/stations" search={{ siteId: String(site.id) } as never} className="sm-link sm-num">
            {whole(site.stations, locale)}
          </Link>
        ),
      },
      {
        ...header('price'),
        sort: (site) => site.tariffName,
        cell: (site) =>
          site.tariffId === null ? (
            <span className="sm-quiet">{t('prices:sites.noPrice')}</span>
          ) : (
            <Link to="/prices/$tariffId" params={{ tariffId: String(site.tariffId) }} className="sm-link">
              {site.tariffName}
            </Link>
          ),
      },
      {
        ...header('access'),
        sort: (site) => (site.openAccess ? 1 : 0),
        cell: (site) =>
          site.openAccess ? (
            <ToneBadge tone="wait" shape="ring">
              {t('prices:sites.everyone')}
            </ToneBadge>
          ) : (
            <ToneBadge tone="free" shape="check">
              {t('prices:sites.known')}
            </ToneBadge>
          ),
      },
      { ...header('zone'), sort: (site) => site.timeZone, cell: (site) => site.timeZone },
      { ...header('currency'), optional: true, sort: (site) => site.currency, cell: (site) => site.currency },
    ];
    return actions
      ? [...columns, { ...header('actions'), align: 'end', fixed: true, cell: (site) => <Actions site={site} {...actions} /> }]
      : columns;
  }, [t, locale, actions]);
}

function Actions({ site, onEdit, onRemove }: { site: Site } & SiteActions) {
  const { t } = useTranslation('prices');
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon aria-label={t('prices:sites.more', { name: site.name })}>
          <IconDots size={17} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onEdit(site)}>{t('common:edit')}</Menu.Item>
        <Menu.Item component={Link} to="/stations" search={{ siteId: String(site.id) } as never}>
          {t('prices:sites.showStations')}
        </Menu.Item>
        <Menu.Item component={Link} to="/sessions" search={{ siteId: String(site.id) } as never}>
          {t('prices:sites.showSessions')}
        </Menu.Item>
        {onRemove && (
          <>
            <Menu.Divider />
            <Menu.Item color="red" onClick={() => onRemove(site)}>
              {t('prices:sites.remove')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
