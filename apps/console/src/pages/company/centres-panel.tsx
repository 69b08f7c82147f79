import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Company, CostCentre } from '../../api.ts';
import { lazily } from '../../components/lazily.tsx';
import { useMay } from '../../me.ts';
import classes from '../drivers/drivers.module.css';
import { useLimitText } from '../drivers/spending-panel.tsx';

const CentreForm = lazily(async () => (await import('./centre-form.tsx')).CentreForm);

export function CentresPanel({ company }: { company: Company }) {
  const { t } = useTranslation('drivers');
  const operator = useMay('operator');
  const limitText = useLimitText();
  const [editing, setEditing] = useState<CostCentre | 'new' | null>(null);
  return (
    <section className={`sm-panel ${classes.panel}`} aria-labelledby="centres">
      <div className={classes.panelHead}>
        <h2 id="centres" style={{ margin: 0, fontSize: 16 }}>
          {t('drivers:centres.title')}
        </h2>
        {operator && (
          <Button variant="default" size="xs" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setEditing('new')}>
            {t('drivers:centres.add')}
          </Button>
        )}
      </div>
      {company.costCentres.length === 0 && <span className="sm-quiet">{t('drivers:centres.none')}</span>}
      <ul className={classes.list}>
        {company.costCentres.map((centre) => (
          <li key={centre.id}>
            <span>
              <strong>{centre.name}</strong>{' '}
              <span className="sm-quiet">{[centre.reference, ...centre.limits.map(limitText)].filter(Boolean).join(' · ')}</span>
            </span>
            <span className={classes.row} style={{ alignItems: 'center' }}>
              <span className="sm-quiet">{t('drivers:groups.members', { count: centre.drivers })}</span>
              {operator && (
                <Button
                  size="compact-sm"
                  variant="subtle"
                  onClick={() => setEditing(centre)}
                  aria-label={`${t('common:edit')}: ${centre.name}`}
                >
                  {t('common:edit')}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
      {editing && (
        <CentreForm companyId={company.id} {...(editing === 'new' ? {} : { centre: editing })} onClose={() => setEditing(null)} />
      )}
    </section>
  );
}
