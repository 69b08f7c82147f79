import { useTranslation } from 'react-i18next';
import type { BulkCommand } from '../../api.ts';
import { useSiteChoice } from '../../components/site-select.tsx';

/** Whom it was for: "site Market hall, Acme One, connected". */
export function useFilterWords(): (filter: BulkCommand['filter']) => string {
  const { t } = useTranslation('commands');
  const sites = useSiteChoice().data?.items ?? [];
  return ({ stationIds, siteId, vendor, model, firmwareVersion, protocol, connected }) => {
    const said = [
      stationIds && t('commands:filter.stationIds', { count: stationIds.length }),
      siteId && t('commands:filter.site', { name: sites.find(({ id }) => id === siteId)?.name ?? siteId }),
      [vendor, model].filter(Boolean).join(' '),
      firmwareVersion,
      protocol,
      connected !== undefined && t(connected ? 'commands:filter.connected' : 'commands:filter.away'),
    ].filter(Boolean);
    return said.length > 0 ? said.join(', ') : t('commands:filter.all');
  };
}
