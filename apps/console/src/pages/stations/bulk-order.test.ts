import { bulkFilter, commandRequest } from '@stationmaster/contract';
import { describe, expect, it } from 'vitest';
import de from '../../locales/de/commands.json';
import en from '../../locales/en/commands.json';
import { asked, filterOf, isComplete, type KindName, kindNames, kindOf, narrowed, type OrderForm } from './bulk-order.ts';

const form: OrderForm = {
  message: 'Heartbeat',
  component: ' ',
  variable: ' HeartbeatInterval ',
  value: ' 60',
  location: ' https://a.b/c ',
};
const blank: OrderForm = { message: 'Heartbeat', component: '', variable: '', value: '', location: '' };
const anyMaker = { vendor: '', model: '', firmwareVersion: '', protocol: '' };
const none = { search: '', siteId: '', connected: '', status: '', ...anyMaker };

describe('an order for many', () => {
  it.each(kindNames)('%s is a command as the server takes it', (name) => {
    const request = kindOf(name).request(form);
    expect(commandRequest.parse(request)).toEqual(request);
  });
  it.each(['en', 'de'] as const)('has words in %s for each of its kinds and messages', (language) => {
    const { kind, does, ask } = { en, de }[language];
    for (const name of kindNames)
      expect([kind[name], Object.keys(does).filter((key) => key.startsWith(`${name}_`)).length]).toEqual([expect.any(String), 2]);
    expect(Object.keys(ask)).toEqual([...asked]);
  });
  it('trims names, but never a value', () => {
    expect(kindOf('write').request(form)).toEqual({
      verb: 'writeConfiguration',
      variables: [{ component: '', variable: 'HeartbeatInterval', value: ' 60' }],
    });
    expect(kindOf('firmware').request(form)).toEqual({ verb: 'updateFirmware', location: 'https://a.b/c' });
  });
  it('is complete when what it needs is there', () => {
    const incomplete: KindName[] = ['write', 'firmware', 'log'];
    expect(kindNames.filter((name) => !isComplete(name, blank))).toEqual(incomplete);
    expect(kindNames.filter((name) => !isComplete(name, form))).toEqual([]);
  });
});

describe('whom it is for', () => {
  it.each([
    [none, {}],
    [
      { ...none, siteId: '7', connected: 'false' },
      { siteId: 7, connected: false },
    ],
    [{ ...none, connected: 'true' }, { connected: true }],
    [{ ...none, siteId: '7', search: 'yard' }, null],
    [{ ...none, status: 'Faulted' }, null],
    [
      { ...none, model: 'Volt 2', protocol: 'ocpp1.6' },
      { model: 'Volt 2', protocol: 'ocpp1.6' },
    ],
  ])('%o', (filters, filter) => expect(filterOf(filters)).toEqual(filter));
  it('is narrowed by what was filled in', () => {
    const filter = narrowed({ siteId: 7 }, { vendor: ' Acme ', model: ' ', firmwareVersion: '', protocol: 'ocpp2.1' });
    expect(filter).toEqual({ siteId: 7, vendor: 'Acme', protocol: 'ocpp2.1' });
    expect(bulkFilter.parse(filter)).toEqual(filter);
  });
});
