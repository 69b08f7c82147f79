import { useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { createSpotlight, Spotlight } from '@mantine/spotlight';
import {
  IconBolt,
  IconCreditCard,
  IconLanguage,
  IconListCheck,
  IconLogout,
  IconMoon,
  IconPlugConnected,
  IconPlus,
  IconSearch,
  IconSend,
  IconSteeringWheel,
} from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.ts';
import { chooseLanguage } from '../i18n.ts';
import { useMay } from '../me.ts';
import { keys } from '../queries.ts';
import { places } from './places.ts';
import { useSignOut } from './sign-out.ts';

interface Entry {
  id: string;
  label: string;
  description?: string;
  icon: ReactNode;
  run: () => void;
}

type Store = ReturnType<typeof createSpotlight>[0];

/** What the server finds arrives after the letters were typed: Enter must open the first entry as it is shown then, not an older place in the list. */
function useFirstChosen(store: Store, shown: string): void {
  useEffect(() => {
    const { listId } = store.getState();
    if (listId === '') return;
    const entries = document.querySelectorAll(`#${CSS.escape(listId)} [data-action]`);
    for (const [index, entry] of entries.entries()) entry.toggleAttribute('data-selected', shown !== '' && index === 0);
    store.updateState((state) => ({ ...state, selected: entries.length > 0 ? 0 : -1 }));
  }, [store, shown]);
}

/** Pages, actions, stations, sessions, drivers and cards by a few letters. */
export function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  // One each: the one before may still be fading out, and takes the list's id with it when it goes.
  const [store] = useState(() => createSpotlight()[0]);
  const [query, setQuery] = useState('');
  const wanted = query.trim().toLowerCase();
  const groups = { pages: usePages(), actions: useActions(), ...useFound(query.trim()) };
  const shown = Object.entries(groups).map(([name, entries]) => ({
    name,
    entries: name === 'pages' || name === 'actions' ? entries.filter((entry) => entry.label.toLowerCase().includes(wanted)) : entries,
  }));
  const some = shown.some(({ entries }) => entries.length > 0);
  useFirstChosen(store, shown.flatMap(({ entries }) => entries.map(({ id }) => id)).join(' '));
  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={setQuery}
      forceOpened
      onSpotlightClose={onClose}
      closeOnActionTrigger
      shortcut={null}
      scrollable
      maxHeight={440}
      aria-label={t('palette.open')}
    >
      <Spotlight.Search
        placeholder={t('palette.placeholder')}
        aria-label={t('palette.placeholder')}
        leftSection={<IconSearch size={18} aria-hidden />}
      />
      <Spotlight.ActionsList>
        {shown
          .filter(({ entries }) => entries.length > 0)
          .map(({ name, entries }) => (
            <Spotlight.ActionsGroup key={name} label={t(`palette.${name}`)}>
              {entries.map((entry) => (
                <Spotlight.Action
                  key={entry.id}
                  label={entry.label}
                  {...(entry.description ? { description: entry.description } : {})}
                  leftSection={entry.icon}
                  onClick={() => {
                    entry.run();
                    onClose();
                  }}
                />
              ))}
            </Spotlight.ActionsGroup>
          ))}
        {!some && <Spotlight.Empty>{t('palette.nothing')}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function usePages(): Entry[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const administrator = useMay('administrator');
  return places
    .filter((place) => administrator || !('needs' in place))
    .map((place) => ({
      id: place.to,
      label: t(`places.${place.name}`),
      icon: <place.icon size={18} aria-hidden />,
      run: () => void navigate({ to: place.to }),
    }));
}

function useActions(): Entry[] {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const signOut = useSignOut();
  const operator = useMay('operator');
  const { toggleColorScheme } = useMantineColorScheme();
  const make: Entry[] = [
    {
      id: 'command-many',
      label: t('palette.commandMany'),
      icon: <IconSend size={18} aria-hidden />,
      run: () => void navigate({ to: '/stations', search: { command: '1' } as never }),
    },
    {
      id: 'add-station',
      label: t('palette.addStation'),
      icon: <IconPlus size={18} aria-hidden />,
      run: () => void navigate({ to: '/stations', search: { add: '1' } as never }),
    },
    {
      id: 'add-card',
      label: t('palette.addCard'),
      icon: <IconPlus size={18} aria-hidden />,
      run: () => void navigate({ to: '/cards', search: { add: '1' } as never }),
    },
  ];
  return [
    ...(operator ? make : []),
    { id: 'bulk', label: t('palette.bulk'), icon: <IconListCheck size={18} aria-hidden />, run: () => void navigate({ to: '/bulk' }) },
    { id: 'scheme', label: t('palette.scheme'), icon: <IconMoon size={18} aria-hidden />, run: toggleColorScheme },
    {
      id: 'language',
      label: t('palette.language'),
      icon: <IconLanguage size={18} aria-hidden />,
      run: () => void chooseLanguage(i18n.language === 'de' ? 'en' : 'de'),
    },
    { id: 'sign-out', label: t('signOut'), icon: <IconLogout size={18} aria-hidden />, run: () => void signOut() },
  ];
}

/** What the server finds; asked when typing pauses. */
function useFound(query: string): { stations: Entry[]; sessions: Entry[]; drivers: Entry[]; cards: Entry[] } {
  const navigate = useNavigate();
  const [search] = useDebouncedValue(query, 150);
  const enabled = search.length > 0;
  const options = { enabled, placeholderData: keepPreviousData };
  const stations = useQuery({
    queryKey: keys.stations({ search, palette: true }),
    queryFn: () => api.listStations({ query: { search, limit: 6 } }),
    ...options,
  });
  const sessions = useQuery({
    queryKey: keys.sessions({ search, palette: true }),
    queryFn: () => api.listSessions({ query: { search, limit: 4 } }),
    ...options,
  });
  const tokens = useQuery({
    queryKey: keys.tokens({ search, palette: true }),
    queryFn: () => api.listTokens({ query: { search, limit: 4 } }),
    ...options,
  });
  const drivers = useQuery({
    queryKey: keys.drivers({ search, palette: true }),
    queryFn: () => api.listDrivers({ query: { search, limit: 4 } }),
    ...options,
  });
  if (!query) return { stations: [], sessions: [], drivers: [], cards: [] };
  return {
    stations: (stations.data?.items ?? []).map((station) => ({
      id: `station-${station.id}`,
      label: station.name || station.id,
      description: [station.id, station.siteName].filter(Boolean).join(' · '),
      icon: <IconPlugConnected size={18} aria-hidden />,
      run: () => void navigate({ to: '/stations/$stationId', params: { stationId: station.id } }),
    })),
    sessions: (sessions.data?.items ?? []).map((session) => ({
      id: `session-${session.id}`,
      label: `#${session.id} · ${session.stationName || session.stationId}`,
      description: session.driverName ?? session.idToken ?? '',
      icon: <IconBolt size={18} aria-hidden />,
      run: () => void navigate({ to: '/sessions/$sessionId', params: { sessionId: String(session.id) } }),
    })),
    drivers: (drivers.data?.items ?? []).map((driver) => ({
      id: `driver-${driver.id}`,
      label: driver.name,
      description: [driver.company?.name, driver.reference].filter(Boolean).join(' · '),
      icon: <IconSteeringWheel size={18} aria-hidden />,
      run: () => void navigate({ to: '/drivers/$driverId', params: { driverId: String(driver.id) } }),
    })),
    cards: (tokens.data?.items ?? []).map((token) => ({
      id: `token-${token.id}`,
      label: token.driverName || token.value,
      description: token.value,
      icon: <IconCreditCard size={18} aria-hidden />,
      run: () => void navigate({ to: '/cards', search: { search: token.value } as never }),
    })),
  };
}
