import { Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconKey, IconLogout, IconSelector } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { lazily } from '../components/lazily.tsx';
import { useMe } from '../me.ts';
import { LanguageChoice, SchemeChoice } from './preferences.tsx';
import classes from './shell.module.css';
import { useSignOut } from './sign-out.ts';

const ChangePassword = lazily(async () => (await import('./change-password.tsx')).ChangePassword);

export function UserMenu() {
  const { t } = useTranslation();
  const { data: me } = useMe();
  const signOut = useSignOut();
  const [password, dialog] = useDisclosure(false);
  if (!me) return null;
  const name = me.name || me.email || '';
  return (
    <>
      <Menu position="top-start" width={250} withinPortal>
        <Menu.Target>
          <button type="button" className={classes.user} aria-label={t('userMenu', { name })}>
            <span className={classes.face} aria-hidden>
              {name.slice(0, 1).toUpperCase()}
            </span>
            <span className="sm-clip" style={{ lineHeight: 1.3 }}>
              <span className="sm-clip" style={{ display: 'block', fontSize: 14, fontWeight: 560 }}>
                {name}
              </span>
              <span className="sm-quiet" style={{ fontSize: 12 }}>
                {t(`roles.${me.role}`)}
              </span>
            </span>
            <IconSelector size={16} aria-hidden style={{ marginLeft: 'auto', flex: 'none' }} />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <div style={{ padding: '6px 8px 10px', display: 'grid', gap: 8 }}>
            <SchemeChoice />
            <LanguageChoice />
          </div>
          <Menu.Divider />
          <Menu.Item leftSection={<IconKey size={16} aria-hidden />} onClick={dialog.open}>
            {t('changePassword.title')}
          </Menu.Item>
          <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={signOut}>
            {t('signOut')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {password && <ChangePassword onClose={dialog.close} />}
    </>
  );
}
