import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { logKey } from '../../../core/hash/log-key.ts';
import { OpenUse } from '../../../core/session/open-use.ts';
import { RunningRequest } from '../../../core/session/running-request.ts';
import { Session } from '../../../core/session/session.ts';
import type { StrongroomPort } from '../../../core/session/strongroom-client.ts';
import { StrongroomKeeper } from '../../../core/session/strongroom-keeper.ts';
import { createVaultFile, type VaultFile } from '../../../core/store/file/vault-file.ts';
import { openWindow } from '../../../shared/domain/window.ts';
import { declared, MINUTE, NOW } from '../../harness/domain/ceremony-world.ts';

const LOOK = { wall: NOW, mono: 1_000 };

/** A process that only says whether it was killed, and can end without having been asked to. */
class CountedPort implements StrongroomPort {
  readonly pid = 7;
  killed = 0;
  #exit: () => void = () => {};

  send(): void {}
  onMessage(): void {}
  onExit(listener: () => void): void {
    this.#exit = listener;
  }
  kill(): void {
    this.killed += 1;
  }
  crash(): void {
    this.#exit();
  }
}

let folder = '';
let file: VaultFile;
let session: Session;
let keeper: StrongroomKeeper;
let ports: CountedPort[];
let gone: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'halligan-session-'));
  file = createVaultFile(join(folder, 'v.halligan'), { vault: 'v_session', practice: false, stage: 'vault', now: NOW });
  ports = [];
  gone = 0;
  keeper = new StrongroomKeeper(
    () => {
      const port = new CountedPort();
      ports.push(port);
      return port;
    },
    () => {
      gone += 1;
    },
  );
  const clock = () => ({ wall: NOW, monoMs: 0, boot: 'b', run: 'r', floor: null });
  const log = file.openLog({
    station: 's_session',
    app: '0.1.0',
    key: logKey(new Uint8Array(32).fill(9)),
    keyKind: 'file',
    clock,
    seen: null,
    onMismatch: 'refuse',
  });
  session = new Session({ file, log, strongroom: keeper }, null, null);
});
afterEach(() => {
  file.close();
  rmSync(folder, { recursive: true });
});

const request = (): RunningRequest => new RunningRequest(declared(), new Uint8Array([1]), LOOK);
const opened = (of: RunningRequest): OpenUse => new OpenUse(of, of.ceremony, openWindow(60, 300, LOOK));
/** How often the running strongroom was ended. */
const ended = (): number => ports.reduce((sum, { killed }) => sum + killed, 0);

describe('each transition that closes something ends the strongroom with it', () => {
  beforeEach(() => {
    keeper.current();
  });

  it('a gathering that ends gives up its shares and its titles', () => {
    session.beginGathering(request());
    const titles = session.layOutTitles();
    session.endGathering();
    expect([session.gathering, session.titles, ended()]).toEqual([null, null, 1]);
    expect(session.layOutTitles()).not.toBe(titles);
  });

  it('a seal leaves no window, no titles and nobody at the desk', () => {
    const gathered = request();
    session.beginGathering(gathered);
    session.layOutTitles();
    session.openWindow(opened(gathered));
    session.sitDown('mara', 5);
    session.seal();
    expect([session.open, session.titles, session.desk, ended()]).toEqual([null, null, null, 1]);
  });

  it('leaving the desk shuts the directory', () => {
    session.sitDown('mara', 5);
    session.layOutTitles();
    expect(session.leaveDesk()).toEqual({ member: 'mara', strongroom: 'ended' });
    expect([session.desk, session.titles, ended()]).toEqual([null, null, 1]);
  });

  it('shares that could not be written down go, and the request stays declared', () => {
    session.beginGathering(request());
    session.dropShares();
    expect(session.gathering).not.toBeNull();
    expect(ended()).toBe(1);
  });
});

describe('what must not end it does not', () => {
  beforeEach(() => {
    keeper.current();
  });

  it('leaving the desk while a window is open keeps the window, its titles and its process', () => {
    const gathered = request();
    session.openWindow(opened(gathered));
    session.layOutTitles();
    session.sitDown('mara', 5);
    expect(session.leaveDesk()).toEqual({ member: 'mara', strongroom: 'kept' });
    expect(session.open).not.toBeNull();
    expect(session.titles).not.toBeNull();
    expect(ended()).toBe(0);
  });

  it('an empty desk cannot be left', () => {
    expect(session.leaveDesk()).toBeNull();
    expect(ended()).toBe(0);
  });

  it('the opening of the window, and an extension that begins and ends', () => {
    const gathered = request();
    session.beginGathering(gathered);
    session.openWindow(opened(gathered));
    expect(session.gathering).toBeNull();
    session.beginExtension(request());
    expect(session.extension).not.toBeNull();
    session.endExtension();
    expect(session.extension).toBeNull();
    expect(session.open).not.toBeNull();
    expect(ended()).toBe(0);
  });
});

describe('the desk', () => {
  it('starts its idle time again with every activity', () => {
    session.sitDown('mara', 5);
    session.noteDeskActivity(90);
    expect(session.desk).toEqual({ member: 'mara', lastActMono: 90 });
  });

  it('stays empty when something is done that is not at the desk', () => {
    session.noteDeskActivity(90);
    expect(session.desk).toBeNull();
  });
});

describe('a running request', () => {
  it('does not last longer when the wall clock is set back', () => {
    const running = request();
    expect(running.now({ wall: NOW - MINUTE, mono: LOOK.mono + 3 * MINUTE })).toBe(NOW + 3 * MINUTE);
    expect(running.now({ wall: NOW + 9 * MINUTE, mono: LOOK.mono })).toBe(NOW + 9 * MINUTE);
  });

  it('becomes an open use with the same bytes', () => {
    const running = request();
    expect(opened(running).bytes).toBe(running.bytes);
  });
});

describe('an open use', () => {
  it('keeps the time of its first use, and counts those that showed nothing', () => {
    const use = opened(request());
    expect(use.firstUseAt).toBeNull();
    expect(use.countUse(5)).toEqual({ firstUseAt: 5, unseen: 0 });
    expect(use.countUnseenUse(9)).toEqual({ firstUseAt: 5, unseen: 1 });
  });

  it('gives out what is on the clipboard once', () => {
    const use = opened(request());
    const copied = { credential: 'c_1', field: 'password', text: 'x', clearsAtMono: 9 };
    use.putOnClipboard(copied);
    expect(use.copied).toBe(copied);
    expect(use.takeFromClipboard()).toBe(copied);
    expect(use.takeFromClipboard()).toBeNull();
  });

  it('knows its exposures by credential and field, and which codes were used', () => {
    const use = opened(request());
    use.noteExposure('c_1', 'password', 3);
    use.noteCode('c_1');
    expect([use.exposureOf('c_1', 'password'), use.exposureOf('c_1', 'notes')]).toEqual([3, null]);
    expect([use.hasUsedCode('c_1'), use.hasUsedCode('c_2')]).toEqual([true, false]);
  });
});

describe('the keeper of the strongroom', () => {
  it('starts one, and another after its end', () => {
    const first = keeper.current();
    expect(keeper.current()).toBe(first);
    expect(keeper.pid).toBe(7);
    keeper.end();
    expect(keeper.pid).toBeUndefined();
    expect(keeper.current()).not.toBe(first);
    expect(ports).toHaveLength(2);
  });

  it('says when one ends that nobody ended, and not when it was ended or was not the last', () => {
    keeper.current();
    keeper.end();
    ports[0]?.crash();
    expect(gone).toBe(0);
    keeper.current();
    ports[1]?.crash();
    expect(gone).toBe(1);
    expect(keeper.pid).toBeUndefined();
  });
});
