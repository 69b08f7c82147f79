import { describe, expect, it } from 'vitest';
import type { Connector } from './api.ts';
import { align, breakGaps, thin } from './components/chart-data.ts';
import { nextSort, sortRows } from './components/sort-rows.ts';
import { firstLanguage } from './i18n.ts';
import { localeFor } from './locale.ts';
import { variableName } from './pages/station/variable-name.ts';
import { safeTarget } from './shell/safe-target.ts';
import { stationAddress } from './station-address.ts';
import { plugsOf, stationPower } from './station-state.ts';
import { parseSearch, stringifySearch } from './url.ts';

describe('sorting', () => {
  const columns = [{ key: 'name', sort: (row: { name: string | null }) => row.name }];
  const rows = [{ name: 'CP10' }, { name: null }, { name: 'cp2' }];
  it.each([
    ['name', ['cp2', 'CP10', null]],
    ['-name', ['CP10', 'cp2', null]],
    ['', ['CP10', null, 'cp2']],
    ['other', ['CP10', null, 'cp2']],
  ])('by "%s"', (sort, names) => expect(sortRows(rows, columns, sort).map(({ name }) => name)).toEqual(names));
  it('turns with each press of a header', () =>
    expect(['', 'name', '-name', 'other'].map((sort) => nextSort(sort, 'name'))).toEqual(['name', '-name', '', 'name']));
});

describe('curves', () => {
  it('get one time axis, with nothing where a line has no point', () => {
    const line = { label: '', color: '' };
    expect(
      align([
        {
          ...line,
          points: [
            [1000, 5],
            [3000, null],
          ],
        },
        { ...line, points: [[2000, 7]] },
      ]),
    ).toEqual([
      [1, 2, 3],
      [5, undefined, null],
      [undefined, 7, undefined],
    ]);
  });
  it('break where nothing was heard for long', () => {
    expect(
      breakGaps(
        [
          [0, 1],
          [10, 2],
          [100, 3],
        ],
        20,
      ),
    ).toEqual([
      [0, 1],
      [10, 2],
      [11, null],
      [100, 3],
    ]);
  });
  it('keep a gap open until the line goes on', () => {
    const line = { label: '', color: '' };
    const [, first] = align([
      {
        ...line,
        points: [
          [1000, 5],
          [2000, null],
          [4000, 6],
        ],
      },
      { ...line, points: [[3000, 7]] },
    ]);
    expect(first).toEqual([5, null, null, 6]);
  });
  it('are thinned for the table, ends kept', () => {
    expect(thin([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 4)).toEqual([0, 3, 6, 9]);
    expect(thin([1, 2], 4)).toEqual([1, 2]);
  });
});

describe('the address bar', () => {
  it('is plain words', () => {
    expect(stringifySearch({ search: 'Hof & Tor', tab: '', add: undefined, page: 2 })).toBe('?search=Hof+%26+Tor&page=2');
    expect(parseSearch('?search=Hof+%26+Tor&code=0042')).toEqual({ search: 'Hof & Tor', code: '0042' });
    expect(stringifySearch({})).toBe('');
  });
  it.each([
    ['/stations?status=Faulted', '/stations?status=Faulted'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['https://evil.example', '/'],
    ['', '/'],
    ['/sign-in?then=/sign-in', '/'],
  ])('after signing in, %s leads to %s', (then, target) => expect(safeTarget(then)).toBe(target));
});

describe('stations', () => {
  const plug = (evseId: number, connectorId: number, powerW: number | null = null) =>
    ({ evseId, connectorId, status: 'Available', powerW }) as Connector;
  it('show their plugs in order, without the station itself', () => {
    expect(
      plugsOf({ connected: true, connectors: [plug(2, 2), plug(0, 0), plug(2, 1), plug(1, 1)] }).map(({ label, status }) => [
        label,
        status,
      ]),
    ).toEqual([
      ['1', 'Available'],
      ['2.1', 'Available'],
      ['2.2', 'Available'],
    ]);
  });
  it('are Offline at every plug when away, Unknown when they never told', () => {
    expect(plugsOf({ connected: false, connectors: [plug(1, 1)] })[0]?.status).toBe('Offline');
    expect(plugsOf({ connected: true, connectors: [] })[0]?.status).toBe('Unknown');
  });
  it('add up the power that is told', () => {
    expect(stationPower({ connectors: [plug(1, 1, 4000), plug(2, 1), plug(3, 1, 500)] })).toBe(4500);
    expect(stationPower({ connectors: [plug(1, 1)] })).toBeNull();
  });
  it.each([
    ['ws://host:8080/ocpp', 'CP 1'],
    ['ws://host:8080/ocpp/', 'CP 1'],
  ])('call %s', (url, id) => expect(stationAddress(url, id)).toBe('ws://host:8080/ocpp/CP%201'));
  it('name their settings as the protocol does', () => {
    const base = { component: '', instance: '', evseId: 0, connectorId: 0, variable: 'HeartbeatInterval', variableInstance: '' };
    expect(variableName(base)).toBe('HeartbeatInterval');
    expect(variableName({ ...base, component: 'EVSE', evseId: 2, variable: 'Power', variableInstance: 'Max' })).toBe('EVSE[2].Power(Max)');
  });
});

describe('languages', () => {
  it.each([
    [['fr-FR', 'de-AT'], null, 'de'],
    [['fr'], null, 'en'],
    [['de-DE'], 'en', 'en'],
    [['en-US'], 'xx', 'en'],
  ])('%s, remembered %s: %s', (preferred, remembered, language) => expect(firstLanguage(preferred, remembered)).toBe(language));
  it('write numbers as the browser has the language', () => {
    expect(localeFor('en', ['de-DE', 'en-US'])).toBe('en-US');
    expect(localeFor('de', ['en-US', 'de'])).toBe('de-DE');
  });
});
