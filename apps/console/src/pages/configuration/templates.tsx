import { useTranslation } from 'react-i18next';
import type { api } from '../../api.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { RelativeTime } from '../../components/quantity.tsx';
import type { List } from '../../queries.ts';
import classes from './configuration.module.css';

export type Template = Awaited<ReturnType<typeof api.getConfigurationTemplate>>;

/** The name of a setting as OCPP writes it: a key of 1.6, or a variable of its component. */
export const settingName = ({ component, variable }: { component: string; variable: string }): string =>
  component === '' ? variable : `${component}.${variable}`;

/** Templates in the order in which they count. */
export function Templates({ list, onEdit }: { list: List<Template>; onEdit: ((id: number) => void) | null }) {
  const { t } = useTranslation('configuration');
  const columns: Column<Template>[] = [
    { key: 'name', header: t('configuration:name'), fixed: true, cell: ({ name }) => <strong>{name}</strong> },
    { key: 'for', header: t('configuration:for'), fixed: true, cell: (template) => <Scope template={template} /> },
    {
      key: 'settings',
      header: t('configuration:settings'),
      cell: ({ entries }) => (
        <span className={classes.entries}>
          {entries.map((entry) => (
            <span key={`${settingName(entry)}/${entry.evseId}/${entry.instance}/${entry.variableInstance}`} className="sm-mono">
              {settingName(entry)} = {entry.isSecret ? t('configuration:secret') : entry.value}
            </span>
          ))}
        </span>
      ),
    },
    { key: 'by', header: t('configuration:by'), cell: ({ updatedBy }) => updatedBy },
    { key: 'at', header: t('configuration:changed'), align: 'end', cell: ({ updatedAt }) => <RelativeTime at={updatedAt} /> },
  ];
  return (
    <section className={classes.section}>
      <h2 className={classes.heading}>{t('configuration:templates')}</h2>
      <p className="sm-quiet">{t('configuration:order')}</p>
      <DataTable<Template>
        id="templates"
        label={t('configuration:templates')}
        columns={columns}
        list={list}
        rowKey={({ id }) => String(id)}
        rowName={({ name }) => name}
        {...(onEdit ? { onOpen: ({ id }: Template) => onEdit(id) } : {})}
        empty={<EmptyState title={t('configuration:none')} text={t('configuration:noneText')} />}
      />
    </section>
  );
}

function Scope({ template: { scope, stations } }: { template: Template }) {
  const { t } = useTranslation('configuration');
  const { vendor, model, siteId, stationId } = scope;
  const parts = [
    stationId && t('configuration:scope.station', { station: stationId }),
    siteId !== null && t('configuration:scope.site'),
    (vendor ?? model) && [vendor, model].filter(Boolean).join(' '),
  ].filter(Boolean);
  return (
    <span>
      {parts.length === 0 ? t('configuration:scope.all') : parts.join(', ')}{' '}
      <span className="sm-quiet">({t('configuration:stationCount', { count: stations })})</span>
    </span>
  );
}
