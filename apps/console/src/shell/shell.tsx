import { Loader } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api.ts';
import { ErrorNote } from '../components/error-note.tsx';
import { lazily } from '../components/lazily.tsx';
import { connectLive } from '../live.ts';
import { useMe } from '../me.ts';
import { DemoBanner, LiveBanner } from './banners.tsx';
import { BottomBar, SideNavigation } from './navigation.tsx';
import classes from './shell.module.css';
import { UpdateNotice } from './update-notice.tsx';

const Palette = lazily(async () => (await import('./palette.tsx')).Palette);

/** Everything around a page: navigation, palette, banners. Sends people who are not signed in to the sign-in page. */
export function Shell() {
  const { t } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const location = useLocation();
  const [palette, setPalette] = useState(false);
  const signedOut = me.error instanceof ApiError && me.error.status === 401;

  useEffect(() => {
    // Also runs once more on the way out, when the address is already that of the sign-in page.
    if (signedOut && location.pathname !== '/sign-in')
      void navigate({ to: '/sign-in', search: { next: location.href } as never, replace: true });
  }, [signedOut, navigate, location.href, location.pathname]);
  useLive(me.data !== undefined);
  const main = useFocusOnPageChange(location.pathname);
  useHotkeys([['mod+K', () => setPalette(true)]], []);

  if (signedOut || me.isPending)
    return (
      <div className={classes.wait}>
        <Loader aria-label={t('loading')} />
      </div>
    );
  if (me.error)
    return (
      <div className={classes.wait}>
        <ErrorNote error={me.error} retry={() => void me.refetch()} />
      </div>
    );
  return (
    <div className={classes.frame}>
      <a className="sm-skip" href="#content">
        {t('skip')}
      </a>
      <SideNavigation onSearch={() => setPalette(true)} />
      <div className={classes.column}>
        <LiveBanner />
        <DemoBanner />
        <main id="content" ref={main} tabIndex={-1} className={classes.main}>
          <Outlet />
        </main>
      </div>
      <BottomBar onSearch={() => setPalette(true)} />
      <UpdateNotice />
      {palette && <Palette onClose={() => setPalette(false)} />}
    </div>
  );
}

function useLive(signedIn: boolean): void {
  const cache = useQueryClient();
  useEffect(() => {
    if (!signedIn) return;
    const live = connectLive(cache);
    return () => live.close();
  }, [cache, signedIn]);
}

/** A new page starts at its top for the keyboard and the screen reader too; the first page leaves the focus alone. */
function useFocusOnPageChange(path: string) {
  const main = useRef<HTMLElement>(null);
  const before = useRef(path);
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    main.current?.focus({ preventScroll: true });
  }, [path]);
  return main;
}
