import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConnectionOptions } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { TestAuthority, writeServerFiles } from '../../testing/pki.ts';
import { TestSocket } from '../../testing/socket.ts';

const folder = mkdtempSync(join(tmpdir(), 'stationmaster-moves-'));
const patience = { timeout: 60_000 };
let root: TestAuthority;
let app: TestApp;

beforeAll(async () => {
  root = await TestAuthority.create('Test root');
  app = await startTestApp({ TLS_PORT: '0', ...(await writeServerFiles(folder, root)) });
});
afterAll(async () => {
  await app.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function ask<T>(method: string, path: string, body?: object): Promise<T> {
  const headers = { authorization: `Bearer ${app.key}`, 'content-type': 'application/json' };
  const response = await fetch(`${app.api}${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}
interface Move {
  id: number;
  step: string;
  status: string;
  reason: string | null;
  log: { step: string; word: string }[];
}
const moveOf = (id: number) => ask<Move>('GET', `/security-moves/${id}`);
const profileOf = async (id: string) => (await ask<{ securityProfile: number }>('GET', `/stations/${id}`)).securityProfile;

/** A station that does what it is told: keeps what is written, restarts, and calls in as it is set. */
class Obedient {
  readonly id: string;
  readonly version: string;
  readonly settings: Record<string, string> = {};
  profile = 1;
  password: string;
  own: ConnectionOptions = {};
  /** So many times it restarts and calls as before, whatever it was told. */
  vain = 0;
  refuses: string | null = null;
  socket: TestSocket | null = null;
  #isOff = false;

  constructor(id: string, version: string, password: string) {
    this.id = id;
    this.version = version;
    this.password = password;
    if (version !== 'ocpp1.6') this.settings['NetworkConfigurationPriority'] = '1';
  }

  async callIn(): Promise<void> {
    if (this.#isOff) return;
    const isTls = this.profile >= 2;
    const credentials = this.profile === 3 ? {} : { password: this.password };
    const tls = { ca: root.pem, ...this.own };
    const socket = await TestSocket.open(isTls ? app.wss : app.ocpp, this.id, {
      version: this.version,
      ...credentials,
      ...(isTls && { tls }),
    });
    this.socket = socket;
    socket.socket.on('message', (data) => {
      const [type, id, action, payload] = JSON.parse(String(data));
      if (type === 2) this.#obey(socket, { id, action, payload });
    });
    const booted = socket.call(
      'BootNotification',
      this.version === 'ocpp1.6'
        ? { chargePointVendor: 'Acme', chargePointModel: 'One' }
        : { reason: 'PowerUp', chargingStation: { vendorName: 'Acme', model: 'One' } },
    );
    await booted.catch((error: unknown) => {
      if (!this.#isOff) throw error;
    });
  }

  async off(): Promise<void> {
    this.#isOff = true;
    await this.socket?.close();
  }

  #obey(socket: TestSocket, { id, action, payload }: { id: string; action: string; payload: Record<string, unknown> }): unknown {
    const answer = (body: object) => socket.socket.send(JSON.stringify([3, id, body]));
    if (action === this.refuses) return answer({ status: 'Rejected' });
    const list = (name: string) => (payload[name] ?? []) as { component: object; variable: { name: string }; attributeValue: string }[];
    switch (action) {
      case 'ChangeConfiguration':
        this.#keep(String(payload['key']), String(payload['value']));
        return answer({ status: 'Accepted' });
      case 'GetConfiguration':
        return answer({
          configurationKey: ((payload['key'] ?? []) as string[]).map((key) => ({ key, readonly: false, value: this.settings[key] ?? '' })),
        });
      case 'SetVariables':
        for (const { variable, attributeValue } of list('setVariableData')) this.#keep(variable.name, attributeValue);
        return answer({
          setVariableResult: list('setVariableData').map(({ component, variable }) => ({
            component,
            variable,
            attributeStatus: 'Accepted',
          })),
        });
      case 'GetVariables':
        return answer({
          getVariableResult: list('getVariableData').map(({ component, variable }) => ({
            component,
            variable,
            attributeStatus: 'Accepted',
            attributeValue: this.settings[variable.name] ?? '',
          })),
        });
      case 'SetNetworkProfile': {
        const { securityProfile, ocppCsmsUrl } = payload['connectionData'] as { securityProfile: number; ocppCsmsUrl: string };
        this.settings[`slot${payload['configurationSlot']}`] = String(securityProfile);
        // 2.1 tells it as a variable too.
        this.settings['OcppCsmsUrl'] = ocppCsmsUrl;
        return answer({ status: 'Accepted' });
      }
      case 'Reset':
        answer({ status: 'Accepted' });
        return void this.#restart(socket);
      default:
        return answer({ status: 'Accepted' });
    }
  }

  #keep(name: string, value: string): void {
    this.settings[name] = value;
    if (name === 'AuthorizationKey' || name === 'BasicAuthPassword') this.password = value;
  }

  async #restart(socket: TestSocket): Promise<void> {
    await socket.close();
    const slot = this.settings['NetworkConfigurationPriority']?.split(',')[0];
    const wanted = Number((slot === undefined ? this.settings['SecurityProfile'] : this.settings[`slot${slot}`]) ?? this.profile);
    if (this.vain > 0) this.vain -= 1;
    else this.profile = wanted;
    await this.callIn();
  }
}

async function station(id: string, version: string): Promise<Obedient> {
  const { password } = await ask<{ password: string }>('POST', '/stations', { id, securityProfile: 1, callTimeoutMs: 5_000 });
  const made = new Obedient(id, version, password);
  await made.callIn();
  return made;
}

describe('a move', () => {
  it.each(['ocpp1.6', 'ocpp2.0.1', 'ocpp2.1'])(
    'brings a station of %s from a password to TLS, gives it another password there, and back',
    async (version) => {
      const id = `MOVE-${version}`;
      const box = await station(id, version);
      const first = box.password;
      const { id: move } = await ask<Move>('POST', `/stations/${id}/security-moves`, { toProfile: 2 });
      await expect.poll(async () => (await moveOf(move)).status, patience).toBe('done');
      expect(await profileOf(id)).toBe(2);
      expect(box.profile).toBe(2);
      expect(box.password).not.toBe(first);
      // From now on nothing less.
      await expect(TestSocket.open(app.ocpp, id, { version, password: box.password })).rejects.toThrow('403');
      const { id: back } = await ask<Move>('POST', `/security-moves/${move}/revert`);
      await expect.poll(async () => (await moveOf(back)).status, patience).toBe('done');
      expect(await profileOf(id)).toBe(1);
      await box.off();
    },
  );

  it('to a certificate: the station shows it from then on, and its password counts no more', async () => {
    const box = await station('MOVE-3', 'ocpp2.0.1');
    box.own = await root.issue({ commonName: 'MOVE-3' });
    const { id } = await ask<Move>('POST', '/stations/MOVE-3/security-moves', { toProfile: 3, hasCertificate: true });
    await expect.poll(async () => (await moveOf(id)).status, patience).toBe('done');
    expect(await profileOf('MOVE-3')).toBe(3);
    await expect(TestSocket.open(app.wss, 'MOVE-3', { password: box.password, tls: { ca: root.pem } })).rejects.toThrow();
    await box.off();
  });

  it.each([
    ['ocpp1.6', 1, 'done', 2],
    ['ocpp2.0.1', 1, 'done', 2],
    ['ocpp1.6', 2, 'failed', 1],
    ['ocpp2.0.1', 2, 'failed', 1],
  ])(
    '%s: a station that comes back as before %i times is told once more, then what was written is taken back',
    async (version, vain, status, profile) => {
      const id = `VAIN-${version}-${vain}`;
      const box = await station(id, version);
      const before = { ...box.settings };
      box.vain = vain;
      const { id: move } = await ask<Move>('POST', `/stations/${id}/security-moves`, { toProfile: 2 });
      await expect.poll(async () => (await moveOf(move)).status, patience).toBe(status);
      const { reason, log } = await moveOf(move);
      expect(reason).toBe(status === 'failed' ? 'cameBackAsBefore' : null);
      expect(log.filter(({ word }) => word === 'resetting')).toHaveLength(2);
      if (status === 'failed') expect(box.settings['NetworkConfigurationPriority']).toBe(before['NetworkConfigurationPriority']);
      expect(await profileOf(id)).toBe(profile);
      await box.off();
    },
  );

  it.each([
    ['ocpp2.0.1', 'SetNetworkProfile', 'addressRefused'],
    ['ocpp1.6', 'ChangeConfiguration', 'profileRefused'],
    ['ocpp2.1', 'Reset', 'resetRefused'],
  ])('%s: a station that refuses %s stays what it is', async (version, action, reason) => {
    const id = `NO-${action}`;
    const box = await station(id, version);
    box.refuses = action;
    const { id: move } = await ask<Move>('POST', `/stations/${id}/security-moves`, { toProfile: 2 });
    await expect.poll(async () => (await moveOf(move)).status, patience).toBe('failed');
    expect(await moveOf(move)).toMatchObject({ reason });
    expect(await profileOf(id)).toBe(1);
    await box.off();
    // It still gets in with the password it had.
    await (await TestSocket.open(app.ocpp, id, { version, password: box.password })).close();
  });

  it('can be cancelled while it waits for its station, and none begins twice', async () => {
    const { password } = await ask<{ password: string }>('POST', '/stations', { id: 'AWAY', securityProfile: 1 });
    const { id } = await ask<Move>('POST', '/stations/AWAY/security-moves', { toProfile: 2 });
    await expect(ask('POST', '/stations/AWAY/security-moves', { toProfile: 3 })).rejects.toThrow('moveRunning');
    expect(await ask<Move>('POST', `/security-moves/${id}/cancel`)).toMatchObject({ status: 'cancelled' });
    await (await TestSocket.open(app.ocpp, 'AWAY', { password })).close();
  });

  it('moves a fleet a few at a time, and back', async () => {
    const boxes = await Promise.all(['F1', 'F2', 'F3', 'F4'].map((id) => station(id, 'ocpp1.6')));
    const filter = { stationIds: boxes.map(({ id }) => id) };
    await ask('POST', '/stations', { id: 'F5', securityProfile: 2 });
    const wide = { stationIds: [...filter.stationIds, 'F5'] };
    const asked = await ask<object>('POST', '/security-fleet-moves/preview', { filter: wide, toProfile: 2 });
    expect(asked).toMatchObject({ total: 5, going: 4, leftOut: [{ name: 'already', stations: 1 }] });
    expect(asked).toMatchObject({ stations: [{ stationId: 'F5', why: 'already' }, { stationId: 'F1', why: null }, {}, {}, {}] });
    const fleet = await ask<{ id: number; total: number }>('POST', '/security-fleet-moves', { filter: wide, toProfile: 2, atOnce: 2 });
    expect(fleet.total).toBe(4);
    const told = (id: number) => ask<{ byStatus: Record<string, number>; finished: boolean }>('GET', `/security-fleet-moves/${id}`);
    let most = 0;
    await expect
      .poll(async () => {
        const { byStatus, finished } = await told(fleet.id);
        most = Math.max(most, byStatus['running'] ?? 0);
        return finished;
      }, patience)
      .toBe(true);
    expect((await told(fleet.id)).byStatus).toEqual({ done: 4 });
    expect(most).toBeLessThanOrEqual(2);
    const back = await ask<{ id: number }>('POST', `/security-fleet-moves/${fleet.id}/revert`);
    await expect.poll(async () => (await told(back.id)).byStatus['done'], patience).toBe(4);
    expect(await profileOf('F1')).toBe(1);
    await Promise.all(boxes.map((box) => box.off()));
  });
});
