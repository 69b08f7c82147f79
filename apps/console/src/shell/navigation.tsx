import { Logo } from '@stationmaster/ui';
import { IconDots, IconSearch } from '@tabler/icons-react';
import { Link, useLocation } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazily } from '../components/lazily.tsx';
import { PlaceLink, PlaceList } from './place-list.tsx';
import { places } from './places.ts';
import classes from './shell.module.css';
import { UserMenu } from './user-menu.tsx';

const MoreSheet = lazily(async () => (await import('./more-sheet.tsx')).MoreSheet);

export function SideNavigation({ onSearch }: { onSearch: () => void }) {
  const { t } = useTranslation();
  const apple = /Mac|iPhone|iPad/.test(navigator.userAgent);
  return (
    <nav className={classes.side} aria-label={t('navigation')}>
      <Link to="/" className={classes.brand}>
        <Logo size={26} />
        Stationmaster
      </Link>
      <button type="button" className={classes.search} onClick={onSearch}>
        <IconSearch size={16} aria-hidden /> {t('palette.open')} <kbd>{apple ? '⌘K' : t('palette.keys')}</kbd>
      </button>
      <PlaceList />
      <div className={classes.foot}>
        <UserMenu />
      </div>
    </nav>
  );
}

/** The phone's navigation: the four daily places, the rest behind "More". */
export function BottomBar({ onSearch }: { onSearch: () => void }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const { pathname } = useLocation();
  useEffect(() => {
    if (pathname) setOpen(false);
  }, [pathname]);
  return (
    <>
      <nav className={classes.bottom} aria-label={t('navigation')}>
        {places
          .filter((place) => place.group === 'now' && !('behind' in place))
          .map((place) => (
            <PlaceLink key={place.to} place={place} className={classes.tab} />
          ))}
        <button type="button" className={classes.tab} onClick={() => setOpen(true)} aria-haspopup="dialog" aria-expanded={open}>
          <IconDots size={19} aria-hidden />
          <span>{t('more')}</span>
        </button>
      </nav>
      {open && <MoreSheet onClose={() => setOpen(false)} onSearch={onSearch} />}
    </>
  );
}
