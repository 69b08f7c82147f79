import { daySlots } from '@stationmaster/domain';
import { describe, expect, test } from 'vitest';
import { awattar } from './awattar.ts';
import { entsoe } from './entsoe.ts';
import { Unreadable } from './source.ts';
import { tibber } from './tibber.ts';
import { web } from './web.ts';

const wanted = { from: Date.UTC(2026, 9, 24), until: Date.UTC(2026, 9, 27), timeZone: 'Europe/Berlin', secret: 'token' };
const iso = (at: number): string => new Date(at).toISOString();

/** The shape of an answer of the Transparency Platform; values our own. */
function publication(
  periods: readonly { resolution: string; start: string; end: string; points: [number, string][]; auction?: number }[],
): string {
  const series = periods.map(
    ({ resolution, start, end, points, auction = 1 }, index) => `
  <TimeSeries>
    <mRID>${index + 1}</mRID>
    <auction.type>A01</auction.type>
    <businessType>A62</businessType>
    <in_Domain.mRID codingScheme="A01">10Y1001A1001A82H</in_Domain.mRID>
    <out_Domain.mRID codingScheme="A01">10Y1001A1001A82H</out_Domain.mRID>
    <contract_MarketAgreement.type>A01</contract_MarketAgreement.type>
    <currency_Unit.name>EUR</currency_Unit.name>
    <price_Measure_Unit.name>MWH</price_Measure_Unit.name>
    <classificationSequence_AttributeInstanceComponent.position>${auction}</classificationSequence_AttributeInstanceComponent.position>
    <curveType>A03</curveType>
    <Period>
      <timeInterval>
        <start>${start}</start>
        <end>${end}</end>
      </timeInterval>
      <resolution>${resolution}</resolution>
${points.map(([position, price]) => `      <Point>\n        <position>${position}</position>\n        <price.amount>${price}</price.amount>\n      </Point>`).join('\n')}
    </Period>
  </TimeSeries>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<Publication_MarketDocument xmlns="urn:iec62325.351:tc57wg16:451-3:publicationdocument:7:3">
  <mRID>5f1c</mRID>
  <revisionNumber>1</revisionNumber>
  <type>A44</type>
  <period.timeInterval><start>2026-10-24T22:00Z</start><end>2026-10-25T23:00Z</end></period.timeInterval>${series.join('')}
</Publication_MarketDocument>`;
}

describe('ENTSO-E', () => {
  const source = { kind: 'entsoe' as const, area: '10Y1001A1001A82H' };
  const read = (text: string) => entsoe.read(source, text, wanted);

  test('is asked for day-ahead prices of one zone', () =>
    expect(entsoe.ask(source, wanted).url).toBe(
      'https://web-api.tp.entsoe.eu/api?documentType=A44&in_Domain=10Y1001A1001A82H&out_Domain=10Y1001A1001A82H&periodStart=202610240000&periodEnd=202610270000&securityToken=token',
    ));

  test('the day the clocks go back has 100 quarters; a point left out repeats the one before', () => {
    const slots = read(
      publication([
        {
          resolution: 'PT15M',
          start: '2026-10-24T22:00Z',
          end: '2026-10-25T23:00Z',
          points: [
            [1, '84.15'],
            [3, '-5'],
            [100, '12.3456789'],
          ],
        },
      ]),
    );
    expect(slots).toHaveLength(100);
    expect(slots[1]).toEqual({ from: Date.UTC(2026, 9, 24, 22, 15), until: Date.UTC(2026, 9, 24, 22, 30), price: '0.08415' });
    expect([slots[2]?.price, slots[98]?.price, slots[99]?.price]).toEqual(['-0.005', '-0.005', '0.012346']);
    expect(slots.map(({ from }) => from)).toEqual(
      daySlots(
        'Europe/Berlin',
        '2026-10-25',
        Array.from({ length: 100 }, () => '1'),
      )?.map(({ from }) => from),
    );
  });

  test('of several resolutions the finest counts, of several auctions the first', () => {
    const day = { start: '2026-10-24T22:00Z', end: '2026-10-25T00:00Z' };
    const slots = read(
      publication([
        {
          ...day,
          resolution: 'PT60M',
          points: [
            [1, '10'],
            [2, '20'],
          ],
        },
        { start: day.start, end: '2026-10-24T23:00Z', resolution: 'PT15M', points: [[1, '2']], auction: 2 },
        { start: day.start, end: '2026-10-24T23:00Z', resolution: 'PT15M', points: [[1, '1']], auction: 1 },
      ]),
    );
    expect(slots.map(({ price }) => price)).toEqual(['0.001', '0.001', '0.001', '0.001', '0.02']);
  });

  test('not published yet is no failure; a wrong token is', () => {
    const said = (code: string, text: string) =>
      `<Acknowledgement_MarketDocument xmlns="urn:iec62325.351:tc57wg16:451-1:acknowledgementdocument:7:0"><Reason><code>${code}</code><text>${text}</text></Reason></Acknowledgement_MarketDocument>`;
    expect(read(said('999', 'No matching data found for Data item Day-ahead Prices [12.1.D]'))).toEqual([]);
    expect(() => read(said('999', 'Unauthorized. Missing or invalid security token'))).toThrow(Unreadable);
    expect(() => read('<html>')).toThrow(Unreadable);
  });
});

test('aWATTar: prices a MWh, times in milliseconds', () => {
  const source = { kind: 'awattar' as const, country: 'de' as const };
  expect(awattar.ask(source, wanted).url).toBe(`https://api.awattar.de/v1/marketdata?start=${wanted.from}&end=${wanted.until}`);
  const answer = (unit: string) =>
    JSON.stringify({
      object: 'list',
      data: [
        { start_timestamp: 1428591600000, end_timestamp: 1428595200000, marketprice: 42.09, unit },
        { start_timestamp: 1428595200000, end_timestamp: 1428598800000, marketprice: -1.5, unit },
      ],
      url: '/de/v1/marketdata',
    });
  expect(awattar.read(source, answer('Eur/MWh'), wanted)).toEqual([
    { from: 1428591600000, until: 1428595200000, price: '0.04209' },
    { from: 1428595200000, until: 1428598800000, price: '-0.0015' },
  ]);
  expect(() => awattar.read(source, answer('Ct/kWh'), wanted)).toThrow(Unreadable);
  expect(() => awattar.read(source, '{"data":[{}]}', wanted)).toThrow(Unreadable);
});

describe('Tibber', () => {
  const source = { kind: 'tibber' as const, part: 'energy' as const };
  const price = (startsAt: string, energy: number) => ({ total: energy + 0.2, energy, tax: 0.2, startsAt, level: 'NORMAL' });
  const answer = (today: unknown[], tomorrow: unknown[] = []) =>
    JSON.stringify({
      data: {
        viewer: {
          homes: [
            { id: 'h0', currentSubscription: null },
            { id: 'h1', currentSubscription: { priceInfo: { today, tomorrow } } },
          ],
        },
      },
    });

  test('quarters of today and tomorrow, with the offset of their own', () => {
    const slots = tibber.read(
      source,
      answer(
        [price('2026-10-25T02:45:00.000+02:00', 0.0821), price('2026-10-25T02:00:00.000+01:00', 0.07)],
        [price('2026-10-25T02:15:00.000+01:00', 0.06)],
      ),
      wanted,
    );
    expect(slots.map(({ from, until, price: value }) => [iso(from), iso(until), value])).toEqual([
      ['2026-10-25T00:45:00.000Z', '2026-10-25T01:00:00.000Z', '0.0821'],
      ['2026-10-25T01:00:00.000Z', '2026-10-25T01:15:00.000Z', '0.07'],
      ['2026-10-25T01:15:00.000Z', '2026-10-25T01:30:00.000Z', '0.06'],
    ]);
  });
  test('hours, as of contracts of before, and the total with taxes', () => {
    const slots = tibber.read(
      { ...source, part: 'total' },
      answer([price('2026-01-01T00:00:00.000+01:00', 0.1), price('2026-01-01T01:00:00.000+01:00', 0.1)]),
      wanted,
    );
    expect(slots.map(({ from, until, price: value }) => [until - from, value])).toEqual([
      [3_600_000, '0.3'],
      [3_600_000, '0.3'],
    ]);
  });
  test('says what Tibber says', () => {
    expect(() => tibber.read(source, '{"errors":[{"message":"invalid token"}]}', wanted)).toThrow('Tibber answers: invalid token');
    expect(() => tibber.read({ ...source, homeId: 'h9' }, answer([]), wanted)).toThrow('no such home');
  });
});

describe('any address', () => {
  const base = {
    kind: 'http' as const,
    format: 'json' as const,
    list: 'data.prices',
    from: 'start',
    until: '',
    value: 'p',
    per: 'MWh' as const,
    url: 'https://a.example/x?d={date}&f={fromMs}',
  };
  test('fills in what it asks for', () => {
    expect(web.ask({ ...base, header: 'X-Key' }, wanted)).toEqual({
      url: `https://a.example/x?d=2026-10-24&f=${wanted.from}`,
      method: 'GET',
      headers: { 'X-Key': 'token' },
    });
  });
  test('JSON with starts only, out of order, in seconds', () => {
    const slots = web.read(
      base,
      JSON.stringify({
        data: {
          prices: [
            { start: 1_800_000_900, p: 20 },
            { start: 1_800_000_000, p: '10.5' },
          ],
        },
      }),
      wanted,
    );
    expect(slots).toEqual([
      { from: 1_800_000_000_000, until: 1_800_000_900_000, price: '0.0105' },
      { from: 1_800_000_900_000, until: 1_800_001_800_000, price: '0.02' },
    ]);
  });
  test('CSV with a column for each', () => {
    const source = { ...base, format: 'csv' as const, until: 'end', per: 'kWh' as const };
    expect(web.read(source, 'start;end;p\n2026-10-25T00:00:00Z;2026-10-25T00:30:00Z;-0.0123\n', wanted)).toEqual([
      { from: Date.UTC(2026, 9, 25), until: Date.UTC(2026, 9, 25, 0, 30), price: '-0.0123' },
    ]);
  });
  test.each([
    ['no list', '{"data":{}}'],
    ['no number', '{"data":{"prices":[{"start":1800000000,"p":"free"}]}}'],
    ['no time', '{"data":{"prices":[{"start":"soon","p":1}]}}'],
    ['no JSON', '<html>'],
  ])('%s is said', (_, text) => expect(() => web.read(base, text, wanted)).toThrow(Unreadable));
});
