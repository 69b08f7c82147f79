import { Tabs } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Station } from '../../api.ts';
import { useUrlState } from '../../url.ts';
import { placesOf, stationGroups } from './station-places.ts';
import classes from './station-tabs.module.css';

/** The parts of a station's page: a tab for each group, links to the places of a group; `?tab=` names the place. */
export function StationTabs({ station }: { station: Station }) {
  const { t } = useTranslation('station');
  const [url, setUrl] = useUrlState('tab');
  const places = placesOf(station.protocol);
  const here = places.find(({ name }) => name === url.tab) ?? places[0];
  const list = useInSight(here?.group);
  if (!here) return null;
  const within = places.filter(({ group }) => group === here.group);
  const open = (group: string | null) => {
    const first = places.find((place) => place.group === group);
    if (first) setUrl({ tab: first.name === 'now' ? '' : first.name }, { push: true });
  };
  const Panel = here.panel;
  return (
    <Tabs value={here.group} onChange={open} keepMounted={false}>
      <Tabs.List ref={list} className={classes.tabs ?? ''} aria-label={t('station:tabs')}>
        {stationGroups
          .filter((group) => places.some((place) => place.group === group))
          .map((group) => (
            <Tabs.Tab key={group} value={group}>
              {t(`station:group.${group}`)}
            </Tabs.Tab>
          ))}
      </Tabs.List>
      <Tabs.Panel value={here.group} pt="md">
        {within.length > 1 && (
          <nav className={classes.places} aria-label={t(`station:group.${here.group}`)}>
            {within.map(({ name }) => (
              <Link
                key={name}
                to="/stations/$stationId"
                params={{ stationId: station.id }}
                search={{ tab: name } as never}
                resetScroll={false}
                className={classes.place ?? ''}
                aria-current={name === here.name ? 'page' : undefined}
              >
                {t(`station:tab.${name}`)}
              </Link>
            ))}
          </nav>
        )}
        <Panel station={station} />
      </Tabs.Panel>
    </Tabs>
  );
}

/** Scrolls the chosen tab into a row of tabs that is wider than the screen. */
function useInSight(chosen: string | undefined) {
  const list = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tab is what makes it scroll
  useEffect(() => {
    const row = list.current;
    const tab = row?.querySelector<HTMLElement>('[role=tab][aria-selected=true]');
    if (row && tab) row.scrollLeft = tab.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
  }, [chosen]);
  return list;
}
