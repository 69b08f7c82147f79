import { Drawer } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { PlaceList } from './place-list.tsx';
import classes from './shell.module.css';
import { UserMenu } from './user-menu.tsx';

/** What does not fit into the phone's bar. */
export function MoreSheet({ onClose, onSearch }: { onClose: () => void; onSearch: () => void }) {
  const { t } = useTranslation();
  const search = () => {
    onClose();
    onSearch();
  };
  return (
    <Drawer opened onClose={onClose} position="bottom" size="auto" title="Stationmaster" closeButtonProps={{ 'aria-label': t('close') }}>
      <button type="button" className={classes.search} onClick={search}>
        <IconSearch size={16} aria-hidden /> {t('palette.open')}
      </button>
      <PlaceList />
      <UserMenu />
    </Drawer>
  );
}
