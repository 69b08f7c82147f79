import { Button } from '@mantine/core';
import { IconPencil, IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type DriverGroup } from '../../api.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { lazily } from '../../components/lazily.tsx';
import { useMay } from '../../me.ts';
import { keys } from '../../queries.ts';
import { useUrlState } from '../../url.ts';
import classes from './drivers.module.css';
import { useRightsWords } from './use-rights-words.ts';

const GroupForm = lazily(async () => (await import('./group-form.tsx')).GroupForm);

/** Who belongs together, and what each group may do, in sentences. */
export function GroupsTab({ first }: { first: ReactNode }) {
  const { t } = useTranslation('drivers');
  const operator = useMay('operator');
  const [url, setUrl] = useUrlState('edit');
  const { data, error } = useQuery({ queryKey: keys.driverGroups, queryFn: () => api.listDriverGroups() });
  if (error) return <ErrorNote error={error} />;
  const editing = data?.items.find(({ id }) => String(id) === url.edit);
  if (data?.items.length === 0)
    return (
      <div className="sm-panel">
        <EmptyState
          icon={<IconUsersGroup size={24} stroke={1.6} />}
          title={t('drivers:groups.none')}
          text={t('drivers:groups.noneText')}
          action={first}
        />
      </div>
    );
  return (
    <>
      <div className={classes.groups}>
        {data?.items.map((group) => (
          <GroupCard key={group.id} group={group} onEdit={operator ? () => setUrl({ edit: String(group.id) }) : null} />
        ))}
      </div>
      {operator && editing && <GroupForm key={editing.id} group={editing} onClose={() => setUrl({ edit: '' })} />}
    </>
  );
}

function GroupCard({ group, onEdit }: { group: DriverGroup; onEdit: (() => void) | null }) {
  const { t } = useTranslation('drivers');
  const words = useRightsWords();
  return (
    <section className={`sm-panel ${classes.group}`} aria-labelledby={`group-${group.id}`}>
      <div className={classes.panelHead}>
        <div>
          <h2 id={`group-${group.id}`} style={{ margin: 0, fontSize: 16 }}>
            {group.name}
          </h2>
          <span className="sm-quiet">{t(`drivers:groups.kinds.${group.kind}`)}</span>
        </div>
        {onEdit && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPencil size={15} aria-hidden />}
            onClick={onEdit}
            aria-label={`${t('common:edit')}: ${group.name}`}
          >
            {t('common:edit')}
          </Button>
        )}
      </div>
      <ul className={classes.rights}>
        {words(group.rights).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {group.note && <span className="sm-quiet">{group.note}</span>}
      <Link to="/drivers" search={{ groupId: String(group.id) } as never} className="sm-link">
        {t('drivers:groups.members', { count: group.members })}
      </Link>
    </section>
  );
}
