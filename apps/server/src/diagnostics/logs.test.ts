import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import tar from 'tar-stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RawStation } from '../commands/raw-station.ts';
import { sample16, sample201 } from '../commands/samples.ts';
import { type ApiApp, startApiApp } from '../commands/test-app.ts';
import { findLines, isText, pageOfLines } from './lines.ts';
import { deleteOldLogs } from './retain.ts';

const patience = { timeout: 60_000 };

describe('reading', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stationmaster-logs-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const file = (name: string, content: Buffer | string): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const lines = async (path: string) => (await pageOfLines(path, { from: 1, limit: 100 })).lines.map(({ text }) => text);
  const packed = async (): Promise<Buffer> => {
    const archive = tar.pack();
    archive.entry({ name: 'var/boot.log' }, 'one\ntwo\n');
    archive.entry({ name: 'var/ocpp.log' }, 'three');
    archive.finalize();
    const chunks: Buffer[] = [];
    for await (const chunk of archive) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  };

  test('plain text of either system, with a page and a search', async () => {
    const path = file('plain.log', 'Boot\r\nerror 17\nERROR 18\nend');
    expect(await lines(path)).toEqual(['Boot', 'error 17', 'ERROR 18', 'end']);
    expect(await pageOfLines(path, { from: 2, limit: 2 })).toEqual({
      lines: [
        { number: 2, text: 'error 17' },
        { number: 3, text: 'ERROR 18' },
      ],
      total: null,
      next: 4,
    });
    expect(await pageOfLines(path, { from: 1, limit: 9, search: 'Error' })).toMatchObject({
      lines: [{ number: 2 }, { number: 3 }],
      total: 4,
    });
    expect(await findLines(path, 'error', 1)).toEqual({ hits: 2, lines: [{ number: 2, text: 'error 17' }] });
  });
  test('packed: gzip, tar, tar.gz, zip', async () => {
    const archive = await packed();
    const inside = ['==> var/boot.log', 'one', 'two', '==> var/ocpp.log', 'three'];
    expect(await lines(file('a.gz', gzipSync('packed\n')))).toEqual(['packed']);
    expect(await lines(file('a.tar', archive))).toEqual(inside);
    expect(await lines(file('a.tar.gz', gzipSync(archive)))).toEqual(inside);
    expect(await lines(file('a.zip', zip({ 'var/boot.log': 'one\ntwo\n', 'var/ocpp.log': 'three' })))).toEqual(inside);
    for (const name of ['a.gz', 'a.tar', 'a.tar.gz', 'a.zip']) expect(await isText(join(folder, name)), name).toBe(true);
  });
  test('what is no text, and what is broken, is said and not shown', async () => {
    expect(await isText(file('b.bin', Buffer.from([1, 0, 2])))).toBe(false);
    expect(await isText(file('empty', ''))).toBe(false);
    const cut = file('cut.gz', gzipSync('x'.repeat(100_000)).subarray(0, 60));
    expect((await lines(cut)).at(-1)).toMatch(/^==> /);
    const long = file('long.log', 'y'.repeat(70_000));
    expect((await lines(long)).every((text) => text.length <= 20_000)).toBe(true);
  });

  /** A small archive as any tool makes it. */
  function zip(files: Record<string, string>): Buffer {
    const [bodies, heads]: [Buffer[], Buffer[]] = [[], []];
    let offset = 0;
    for (const [name, text] of Object.entries(files)) {
      const data = deflateRawSync(text);
      const shared = Buffer.alloc(26);
      shared.writeUInt16LE(20, 0);
      shared.writeUInt16LE(8, 4);
      shared.writeUInt32LE(crc32(text), 10);
      shared.writeUInt32LE(data.length, 14);
      shared.writeUInt32LE(text.length, 18);
      shared.writeUInt16LE(name.length, 22);
      const body = Buffer.concat([Buffer.from('PK\u0003\u0004'), shared, Buffer.from(name), data]);
      const rest = Buffer.alloc(14);
      rest.writeUInt32LE(offset, 10);
      heads.push(Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), shared, rest, Buffer.from(name)]));
      bodies.push(body);
      offset += body.length;
    }
    const end = Buffer.alloc(18);
    end.writeUInt16LE(heads.length, 4);
    end.writeUInt16LE(heads.length, 6);
    end.writeUInt32LE(Buffer.concat(heads).length, 8);
    end.writeUInt32LE(offset, 12);
    return Buffer.concat([...bodies, ...heads, Buffer.from('PK\u0005\u0006'), end]);
  }
});

describe('fetching', () => {
  let app: ApiApp;
  const open: RawStation[] = [];
  beforeAll(async () => {
    app = await startApiApp();
  });
  afterAll(async () => {
    await Promise.all(open.map((station) => station.close()));
    await app.stop();
  });
  const connected = async (id: string, version: 'ocpp1.6' | 'ocpp2.0.1'): Promise<RawStation> => {
    const station = await RawStation.connect(app.ocpp + id, version);
    open.push(station);
    await (version === 'ocpp1.6' ? sample16 : sample201).boot(station);
    return station;
  };
  const register = (id: string) => app.api('POST', '/stations', { id, securityProfile: 0 });
  const fetchOf = async (id: string) => (await app.api('GET', `/log-fetches?stationId=${id}`)).body.items[0];
  const ask = (ids: string[], more: object = {}) => app.api('POST', '/log-fetches', { filter: { stationIds: ids }, ...more });
  const asked = async (station: RawStation, action: string) => {
    await expect.poll(() => station.received.some((call) => call.action === action), patience).toBe(true);
    return station.received.find((call) => call.action === action)?.payload as {
      location: string;
      requestId: number;
      log: { remoteLocation: string };
    };
  };

  test('one that is away is asked when it is back; its file lands here', async () => {
    await register('LOG1');
    expect((await ask(['LOG1'], { from: '2026-05-01T00:00:00Z' })).body).toMatchObject({ total: 1 });
    expect((await fetchOf('LOG1')).state).toBe('waiting');
    const station = await RawStation.connect(`${app.ocpp}LOG1`, 'ocpp1.6');
    open.push(station);
    station.on('GetDiagnostics', { result: { fileName: 'd.log' } });
    await sample16.boot(station);
    const { location } = await asked(station, 'GetDiagnostics');
    expect(location).toMatch(/\/files\/[0-9a-f]{40}\/$/);
    expect((await fetch(`${location}d.log`, { method: 'PUT', body: 'a line\n' })).status).toBe(201);
    await station.call('DiagnosticsStatusNotification', { status: 'Uploaded' });
    await expect.poll(async () => (await fetchOf('LOG1')).state, patience).toBe('received');
    const [log] = (await app.api('GET', '/logs?stationId=LOG1')).body.items;
    expect(log).toMatchObject({ name: 'd.log', kind: 'diagnostics', size: 7 });
    expect((await app.api('GET', '/logs/search?search=A%20Line')).body).toMatchObject({
      searched: 1,
      items: [{ hits: 1, lines: [{ number: 1, text: 'a line' }] }],
    });

    expect((await app.api('PATCH', `/logs/${log.id}`, { keep: true })).body.keepUntil).toBeNull();
    app.advance(91 * 86_400_000);
    expect(await deleteOldLogs(app.context)).toBe(0);
    await app.api('PATCH', `/logs/${log.id}`, { keep: false });
    app.advance(2 * 86_400_000);
    expect(await deleteOldLogs(app.context)).toBe(1);
    expect((await app.api('GET', '/logs?stationId=LOG1')).body.items).toEqual([]);
    app.advance(-93 * 86_400_000);
  });

  test('refused, brought somewhere else, failed, taken back: each says so', async () => {
    for (const id of ['LOG2', 'LOG3', 'LOG4', 'LOG5']) await register(id);
    const [refusing, elsewhere, failing] = await Promise.all([
      connected('LOG2', 'ocpp2.0.1'),
      connected('LOG3', 'ocpp2.0.1'),
      connected('LOG4', 'ocpp2.0.1'),
    ]);
    refusing.on('GetLog', { result: { status: 'Rejected' } });
    elsewhere.on('GetLog', { result: { status: 'Accepted', filename: 'x' } });
    failing.on('GetLog', { result: { status: 'Accepted', filename: 'x' } });
    await ask(['LOG2', 'LOG3', 'LOG4', 'LOG5'], { kind: 'security' });
    const [one, other] = [await asked(elsewhere, 'GetLog'), await asked(failing, 'GetLog')];
    expect(one).toMatchObject({ logType: 'SecurityLog' });
    await elsewhere.call('LogStatusNotification', { status: 'Uploaded', requestId: one.requestId });
    await failing.call('LogStatusNotification', { status: 'PermissionDenied', requestId: other.requestId });
    await expect.poll(async () => (await fetchOf('LOG2')).reason, patience).toBe('rejected');
    await expect.poll(async () => (await fetchOf('LOG4')).reason, patience).toBe('PermissionDenied');
    const { id } = await fetchOf('LOG5');
    expect((await app.api('DELETE', `/log-fetches/${id}`)).status).toBe(204);
    expect((await fetchOf('LOG5')).state).toBe('cancelled');
    app.advance(61_000);
    await expect.poll(async () => (await fetchOf('LOG3')).reason, patience).toBe('nothingArrived');
    expect((await fetch(one.log.remoteLocation, { method: 'PUT', body: 'late but here' })).status).toBe(201);
    expect((await fetchOf('LOG3')).state).toBe('received');
  });
});
