import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Station } from '../../../api.ts';
import { AlertsTab } from '../../alerts/alerts-tab.tsx';
import { RunsPanel } from '../../alerts/runs-panel.tsx';
import shared from '../station.module.css';

/** What is and was wrong with this station, and what was tried. */
export function StationAlertsTab({ station }: { station: Station }) {
  const { t } = useTranslation('alerts');
  return (
    <div className={shared.stack}>
      {(['open', 'ended'] as const).map((state) => (
        <section key={state}>
          <Title order={2} size="h4" mb="xs">
            {t(`alerts:tab.${state === 'open' ? 'open' : 'past'}`)}
          </Title>
          <AlertsTab state={state} stationId={station.id} />
        </section>
      ))}
      <RunsPanel stationId={station.id} />
    </div>
  );
}
