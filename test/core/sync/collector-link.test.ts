/** What a run knows of its collector, and the transitions that alone change it. */
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EngineContext } from '../../../core/session/context.ts';
import type { Session } from '../../../core/session/session.ts';
import { Station } from '../../../core/session/station.ts';
import type { VaultFile } from '../../../core/store/file/vault-file.ts';
import { FILE_KEY_BOX } from '../../../core/store/station/key-box.ts';
import { CollectorLink } from '../../../core/sync/collector-link.ts';
import { NOT_ASKED } from '../../../core/sync/kept-collector.ts';
import { AppError } from '../../../shared/base/app-error.ts';
import { copyOf } from '../../../shared/base/bytes.ts';
import { tempFolder } from '../../harness/base/temp-folder.ts';
import { code, logOptions, newVault, setting } from '../../harness/log/test-vault.ts';
import { forkStrongroom } from '../../harness/world/forked-strongroom.ts';

const WALL = 1_764_034_400_000;

describe('the link to a collector', () => {
  let folder: ReturnType<typeof tempFolder>;
  let file: VaultFile;
  let ctx: EngineContext;
  let session: Session;
  let link: CollectorLink;
  let changes: number;
  let wall: number;
  let problems: string[];

  beforeEach(async () => {
    folder = tempFolder();
    [changes, wall, problems] = [0, WALL, []];
    const random = (length: number) => copyOf(randomBytes(length));
    ctx = new EngineContext(
      {
        userData: folder.path,
        appVersion: '0.1.0',
        host: { kind: 'rescue', name: 'plain Node', logKeyIn: 'file', asksPin: false, version: '0.1.0' },
        keyBox: FILE_KEY_BOX,
        wall: () => wall,
        monotonic: () => 0,
        random,
        spawnStrongroom: forkStrongroom,
        clipboard: { write: async () => {}, clear: async () => {} },
        files: { pickOpen: async () => null, pickSave: async () => null, pickFolder: async () => null },
        camera: { open: () => {}, close: () => {} },
        quit: () => {},
        report: (problem) => problems.push(problem),
      },
      await Station.open(folder.path, FILE_KEY_BOX, random),
    );
    file = newVault(folder.path);
    ctx.listen({
      changed: () => {
        changes += 1;
      },
      vaultEntered: () => {},
      vaultClosing: () => {},
      windowOpened: () => {},
      rehearsed: () => {},
      strongroomGone: () => {},
    });
    session = ctx.enter({ file, log: file.openLog(logOptions({ key: ctx.station.key })) }, null, null);
    link = new CollectorLink(ctx, session);
  });
  afterEach(() => {
    file.close();
    folder[Symbol.dispose]();
  });

  const acts = () => [...file.entries.newestFirst(session.log.origin)].map(({ entry }) => entry.act);
  const carried = () => link.commit([setting(1)], { ...NOT_ASKED, state: 'carried', since: WALL });

  it('begins without a fault, and is due at once', () => {
    expect(link).toMatchObject({ busy: false, fault: null, failures: 0, nextTry: 0, nextGreeting: 0, alertTried: -1 });
    expect(link).toMatchObject({ clockOffMs: null, verified: 0, compared: 0 });
    expect(link.uploads).toMatchObject({ headSize: 0, next: 0, received: 0 });
  });

  it('cannot be changed but by its transitions', () => {
    for (const name of ['busy', 'fault', 'failures', 'nextTry', 'nextGreeting', 'alertTried', 'clockOffMs', 'verified', 'compared'])
      expect(() => Object.assign(link, { [name]: 7 }), name).toThrow(TypeError);
  });

  it('is busy from the beginning of an exchange to its end, and says so to the window', () => {
    link.beginExchange();
    expect([link.busy, changes]).toEqual([true, 1]);
    link.exchangeEnded();
    expect([link.busy, changes]).toEqual([false, 2]);
  });

  it('asks one collector at a time', () => {
    link.beginAsking();
    expect(() => link.beginAsking()).toThrow(code('collector.already_asked'));
    link.askingEnded();
    link.beginAsking();
  });

  it('counts failures in a row, and keeps the time of the first one of a kind', () => {
    carried();
    link.failed(new AppError('network.none', 'no network'));
    wall += 60_000;
    link.failed(new AppError('network.none', 'no network'));
    expect(link).toMatchObject({ failures: 2, fault: { code: 'network.none', since: WALL } });
    expect(link.row()).toMatchObject({ fault: 'network.none', faultSince: WALL });
    link.failed(new AppError('network.cut', 'cut'));
    expect(link.fault).toEqual({ code: 'network.cut', since: WALL + 60_000 });
    link.worked();
    expect(link).toMatchObject({ failures: 0, fault: null });
    expect(link.row()).toMatchObject({ fault: null, faultSince: null });
    expect(acts().filter((act) => act === 'sync.refused')).toEqual([]);
  });

  it('logs once a fault that must be known later', () => {
    carried();
    for (let n = 0; n < 3; n++) link.failed(new AppError('collector.lost_entries', 'lost'));
    expect(acts().filter((act) => act === 'sync.refused')).toHaveLength(1);
    expect(link.failures).toBe(3);
  });

  it('reports a bug, and shows it as such', () => {
    link.failed(new TypeError('x is undefined'));
    expect(link.fault).toEqual({ code: 'internal', since: WALL });
    expect(problems).toHaveLength(1);
  });

  it('takes up at the next opening the fault that the file keeps', () => {
    carried();
    link.failed(new AppError('network.refused', 'refused'));
    expect(new CollectorLink(ctx, session)).toMatchObject({ failures: 0, fault: { code: 'network.refused', since: WALL } });
  });

  it('waits until the time it was given, or until a person or another network wants a try', () => {
    carried();
    link.failed(new AppError('network.none', 'no network'));
    link.waitUntil(9_000);
    link.tryNow();
    expect(link).toMatchObject({ nextTry: 0, alertTried: -1, failures: 1 });
    link.waitUntil(9_000);
    link.wayChanged();
    expect(link).toMatchObject({ nextTry: 0, failures: 0, fault: { code: 'network.none' } });
    link.heard(12_000);
    expect(link.nextGreeting).toBe(12_000);
  });

  it('tries each alert once, and again when a person wants it', () => {
    session.write([{ act: 'ceremony.refuse', out: 'ok' }]);
    expect(link.waiting.newestAlert).toBe(-1);
    link.waiting.readNew();
    const alert = link.waiting.newestAlert;
    expect(alert).toBeGreaterThan(-1);
    link.alertsTried();
    expect(link.alertTried).toBe(alert);
    link.tryNow();
    expect(link.alertTried).toBe(-1);
  });

  it('says once that the clocks differ', () => {
    expect(link.clockRead(400_000)).toBe('news');
    expect(link.clockRead(500_000)).toBe('known');
    expect(link.clockOffMs).toBe(500_000);
    expect(link.clockRead(null)).toBe('known');
    expect(link.clockRead(400_000)).toBe('news');
  });

  it('tells a receipt that was compared from one that is of this log', () => {
    link.receiptCompared(3, 'other');
    expect(link).toMatchObject({ compared: 3, verified: 0 });
    link.receiptCompared(5, 'same');
    expect(link).toMatchObject({ compared: 5, verified: 5 });
  });

  it('counts everything under a kept receipt as arrived, and never less than before', () => {
    session.write([setting(1), setting(2)]);
    const { size } = session.log;
    link.receiptKept({ size, time: 1_764_034_401 });
    expect(link).toMatchObject({ compared: size, verified: size });
    expect(link.uploads).toMatchObject({ headSize: size, next: size, received: size });
    expect(link.waiting.entries(size)).toBe(0);
    expect(session.floor).toEqual({ size, time: 1_764_034_401 });
    link.receiptKept({ size: size - 1, time: 1_764_034_402 });
    expect(link.uploads).toMatchObject({ headSize: size, next: size, received: size });
  });

  it('ends with the reason that the vault was closed', () => {
    link.requireOpen();
    link.end();
    expect(link.signal.reason).toMatchObject({ code: 'vault.none_open' });
    expect(() => link.requireOpen()).toThrow(code('vault.none_open'));
  });

  it('forgets what belongs to one collector when another one takes over', () => {
    link.failed(new AppError('network.none', 'no network'));
    link.waitUntil(9_000);
    link.heard(9_000);
    link.clockRead(400_000);
    link.receiptKept({ size: session.log.size, time: 1 });
    link.begin();
    expect(link).toMatchObject({ fault: null, failures: 0, nextTry: 0, nextGreeting: 0, clockOffMs: null, verified: 0, compared: 0 });
    expect(link.uploads.received).toBe(0);
    expect(session.floor).toBeNull();
  });
});
