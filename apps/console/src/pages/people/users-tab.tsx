import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots, IconPlus } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { RelativeTime } from '../../components/quantity.tsx';
import { ToneBadge } from '../../components/status-badge.tsx';
import { useMe } from '../../me.ts';
import { notifications } from '../../notices.tsx';
import { keys, useList } from '../../queries.ts';
import { Invite } from './invite.tsx';
import { ChangeRole, DisableUser, nameOf, type User, useUpdateUser } from './user-changes.tsx';

export function UsersTab() {
  const { t } = useTranslation('people');
  const { data: me } = useMe();
  const [inviting, setInviting] = useState(false);
  const [changing, setChanging] = useState<User | null>(null);
  const [disabling, setDisabling] = useState<User | null>(null);
  const list = useList<User>(keys.users, (cursor) => api.listUsers({ query: { limit: 500, ...(cursor ? { cursor } : {}) } }));
  const own = me?.email ?? null;
  const columns = useMemo<Column<User>[]>(
    () => [
      {
        key: 'name',
        header: t('people:users.name'),
        fixed: true,
        sort: nameOf,
        cell: (user) => (
          <>
            <span style={{ fontWeight: 560 }}>{nameOf(user)}</span>
            {user.email === own && <span className="sm-quiet"> {t('people:users.you')}</span>}
          </>
        ),
      },
      { key: 'mail', header: t('people:users.mail'), sort: (user) => user.email, cell: (user) => user.email },
      {
        key: 'role',
        header: t('people:users.role'),
        fixed: true,
        sort: (user) => user.role,
        cell: (user) => <span title={t(`people:role.${user.role}`)}>{t(`common:roles.${user.role}`)}</span>,
      },
      {
        key: 'state',
        header: t('people:users.state'),
        sort: (user) => (user.disabled ? 1 : 0),
        cell: (user) =>
          user.disabled ? (
            <ToneBadge tone="closed" shape="bar">
              {t('people:users.disabled')}
            </ToneBadge>
          ) : (
            <ToneBadge tone="free" shape="check">
              {t('people:users.active')}
            </ToneBadge>
          ),
      },
      {
        key: 'lastSignIn',
        header: t('people:users.lastSignIn'),
        align: 'end',
        sort: (user) => (user.lastSignInAt ? Date.parse(user.lastSignInAt) : null),
        cell: (user) =>
          user.lastSignInAt ? <RelativeTime at={user.lastSignInAt} /> : <span className="sm-quiet">{t('people:users.never')}</span>,
      },
      {
        key: 'created',
        header: t('people:users.created'),
        align: 'end',
        optional: true,
        sort: (user) => Date.parse(user.createdAt),
        cell: (user) => <RelativeTime at={user.createdAt} />,
      },
      {
        key: 'actions',
        header: t('people:users.actions'),
        align: 'end',
        fixed: true,
        cell: (user) => <Actions user={user} onRole={() => setChanging(user)} onDisable={() => setDisabling(user)} />,
      },
    ],
    [t, own],
  );
  const invite = (
    <Button size="compact-sm" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setInviting(true)}>
      {t('people:users.invite')}
    </Button>
  );
  return (
    <>
      <DataTable<User>
        id="users"
        label={t('people:tab.users')}
        columns={columns}
        list={list}
        rowKey={(user) => String(user.id)}
        rowName={nameOf}
        onOpen={setChanging}
        tools={invite}
        empty={<EmptyState title={t('people:users.none')} action={invite} />}
      />
      {inviting && <Invite onClose={() => setInviting(false)} />}
      {changing && <ChangeRole user={changing} own={changing.email === own} onClose={() => setChanging(null)} />}
      {disabling && <DisableUser user={disabling} onClose={() => setDisabling(null)} />}
    </>
  );
}

function Actions({ user, onRole, onDisable }: { user: User; onRole: () => void; onDisable: () => void }) {
  const { t } = useTranslation('people');
  const enable = useUpdateUser(user, (saved) => notifications.show({ message: t('people:users.enabledNow', { name: nameOf(saved) }) }));
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon aria-label={t('people:users.more', { name: nameOf(user) })} loading={enable.isPending}>
          <IconDots size={17} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={onRole}>{t('people:users.change')}</Menu.Item>
        {user.disabled ? (
          <Menu.Item onClick={() => enable.mutate({ disabled: false })}>{t('people:users.enable')}</Menu.Item>
        ) : (
          <Menu.Item color="red" onClick={onDisable}>
            {t('people:users.disable')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
