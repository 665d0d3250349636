import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { logKey } from '../../../../core/hash/log-key.ts';
import { Durable, spend } from '../../../../core/store/log/durable.ts';
import type { Head } from '../../../../shared/log/note/checkpoint.ts';
import { tempFolder } from '../../../harness/base/temp-folder.ts';
import {
  actsOf,
  code,
  intent,
  logOptions,
  newLog,
  newVault,
  reopen,
  SetClock,
  setting,
  verifyFile,
} from '../../../harness/log/test-vault.ts';

describe('the append', () => {
  test('writes entries, head and change together', () => {
    using folder = tempFolder();
    const { file, log } = newLog(folder.path);
    let seqs: readonly number[] = [];
    const [first, second] = log.commit({
      entries: [setting(1), { ...setting(2), say: { title: 'Ops' } }],
      change: (tx, given) => {
        seqs = given;
        tx.meta.put('name', 'Nordhamn');
      },
    });
    expect(seqs).toEqual([1, 2]);
    expect([first?.entry.seq, second?.entry.seq]).toEqual([1, 2]);
    expect(log.size).toBe(3);
    file.close();

    const again = reopen(file.path);
    expect(again.read.meta.get('name')).toBe('Nordhamn');
    expect(verifyFile(again, log.origin)).toMatchObject({ verdict: 'proven', entries: 3, head: log.head() });
    expect([...again.entries.newestFirst(log.origin)][0]?.said).toEqual({ title: 'Ops' });
    again.close();
  });

  test('changes nothing, in the file or in memory, when the change fails', () => {
    using folder = tempFolder();
    const { file, log } = newLog(folder.path);
    const before = log.head();
    const fails = () =>
      log.commit({
        entries: [setting(1)],
        change: (tx) => {
          tx.meta.put('name', 'Half');
          throw new Error('no');
        },
      });
    expect(fails).toThrow('no');
    expect(log.head()).toEqual(before);
    expect(file.read.meta.get('name')).toBeNull();
    log.commit({ entries: [setting(2)] });
    expect(verifyFile(file, log.origin)).toMatchObject({ verdict: 'proven', entries: 2 });
    file.close();
  });

  test('writes no state without a word in the log, and no entry that could not be read', () => {
    using folder = tempFolder();
    const { file, log } = newLog(folder.path);
    expect(() => log.commit({ entries: [], change: (tx) => tx.meta.put('name', 'x') })).toThrow(code('log.entry_malformed'));
    expect(() => log.commit({ entries: [{ ...setting(1), d: { note: 'two words' } }] })).toThrow(code('log.entry_malformed'));
    expect(() => log.commit({ entries: [{ ...setting(1), d: { note: 'x'.repeat(129) } }] })).toThrow(code('log.entry_malformed'));
    expect(log.size).toBe(1);
    file.close();
  });

  // L4: two logs that believe to stand on the same head
  test('finds out that somebody else wrote this log, and stays shut', () => {
    using folder = tempFolder();
    const { file, log: one } = newLog(folder.path);
    const other = file.openLog(logOptions());
    one.commit({ entries: [setting(1)] });
    expect(() => other.commit({ entries: [setting(2)], change: (tx) => tx.meta.put('name', 'forked') })).toThrow(code('log.fork'));
    expect(() => other.commit({ entries: [setting(3)] })).toThrow(code('log.fork'));
    expect(file.read.meta.get('name')).toBeNull();
    expect(verifyFile(file, one.origin)).toMatchObject({ verdict: 'proven', entries: 2 });
    file.close();
  });

  test.each<[string, (path: string) => void]>([
    ['unlinked', (path) => rmSync(path)],
    ['moved away', (path) => renameSync(path, `${path}.away`)],
    [
      'replaced by a copy',
      (path) => {
        copyFileSync(path, `${path}.copy`);
        renameSync(`${path}.copy`, path);
      },
    ],
    ['robbed of its write-ahead log', (path) => rmSync(`${path}-wal`)],
    [
      'given another write-ahead log',
      (path) => {
        copyFileSync(`${path}-wal`, `${path}-other`);
        renameSync(`${path}-other`, `${path}-wal`);
      },
    ],
  ])('T9: refuses a file that was %s while open', (_, harm) => {
    using folder = tempFolder();
    const { file, log } = newLog(folder.path);
    log.commit({ entries: [setting(1)] });
    harm(file.path);
    expect(() => log.commit({ entries: [intent('r_1')] })).toThrow(code('log.moved'));
    expect(log.size).toBe(2);
    file.close();
  });
});

describe('a durable token', () => {
  const withToken = (check: (token: Durable, clock: SetClock) => void): void => {
    using folder = tempFolder();
    const clock = new SetClock();
    const file = newVault(folder.path);
    const [token] = file.openLog(logOptions({ clock: clock.read })).commit({ entries: [intent('r_1')] });
    if (token === undefined) throw new Error('a commit gives a token for each entry');
    check(token, clock);
    file.close();
  };
  const use = (clock: SetClock) => ({ act: 'vault.unseal' as const, ceremony: 'r_1', now: clock.monoMs });

  test('is good once, for its own act and ceremony, for two minutes', () => {
    withToken((token, clock) => {
      clock.pass(120_000);
      spend(token, use(clock));
      expect(() => spend(token, use(clock))).toThrow(code('log.token_missing'));
    });
  });

  // I1
  test.each<[string, (clock: SetClock) => object]>([
    ['another act', () => ({ act: 'item.reveal' })],
    ['another ceremony', () => ({ ceremony: 'r_2' })],
    ['no ceremony', () => ({ ceremony: null })],
    ['a later hour', (clock) => ({ now: clock.monoMs + 120_001 })],
    ['an earlier hour', (clock) => ({ now: clock.monoMs - 1 })],
    ['no hour at all', () => ({ now: Number.NaN })],
  ])('is refused for %s, and is then used up', (_, change) => {
    withToken((token, clock) => {
      expect(() => spend(token, { ...use(clock), ...change(clock) })).toThrow(code('log.token_missing'));
      expect(() => spend(token, use(clock))).toThrow(code('log.token_missing'));
    });
  });

  test('cannot be made, copied or imitated', () => {
    withToken((token, clock) => {
      const imitations = [
        null,
        undefined,
        {},
        structuredClone({ entry: token.entry }),
        Object.create(Durable.prototype, { entry: { value: token.entry } }),
        new Proxy(token, {}),
      ];
      for (const imitation of imitations) expect(() => spend(imitation, use(clock))).toThrow(code('log.token_missing'));
    });
  });

  test('is not given for a result', () => {
    using folder = tempFolder();
    const { file, log } = newLog(folder.path);
    log.commit({ entries: [intent('r_1')] });
    const [result] = log.commit({ entries: [{ act: 'vault.unseal', ph: 'result', ref: 1, out: 'ok', cer: 'r_1' }] });
    expect(() => spend(result, use(new SetClock()))).toThrow(code('log.token_missing'));
    file.close();
  });
});

describe('opening the log', () => {
  test('begins with a genesis that says whose key it is and where it lies', () => {
    using folder = tempFolder();
    const { file, log } = newLog(folder.path, { keyKind: 'libsecret' });
    const [genesis] = [...file.entries.newestFirst(log.origin)];
    expect(genesis?.entry).toMatchObject({ act: 'log.genesis', d: { vkey: log.vkey, key_kind: 'libsecret', reason: 'founded' } });
    expect(log.origin).toBe('halligan.localhost/v_test/s_test/1');
    file.close();
  });

  // L6
  test('gives every intent that was left alone its result', () => {
    using folder = tempFolder();
    const { file, log } = newLog(folder.path);
    log.commit({ entries: [intent('r_1'), { ...intent('r_2'), drill: true }] });
    log.commit({ entries: [{ act: 'vault.unseal', ph: 'result', ref: 1, out: 'ok', cer: 'r_1' }] });
    log.commit({ entries: [{ act: 'item.reveal', ph: 'intent', cer: 'r_1', say: { title: '"ph":"result"' } }] });
    file.close();
    const again = reopen(file.path);
    again.openLog(logOptions());
    expect(actsOf(again, log.origin).slice(4)).toEqual([
      'item.reveal intent pending',
      'vault.unseal result unknown',
      'item.reveal result unknown',
      'recovery.unknown',
    ]);
    expect(verifyFile(again, log.origin).verdict).toBe('proven');
    again.close();
    const third = reopen(file.path);
    expect(third.openLog(logOptions()).size).toBe(8);
    third.close();
  });

  test('T5: of an older copy is refused, or begins a new epoch that cites what was seen', () => {
    using folder = tempFolder();
    const file = newVault(folder.path);
    file.openLog(logOptions()).commit({ entries: [setting(1)] });
    file.close();
    copyFileSync(file.path, `${file.path}.old`);
    const newer = reopen(file.path);
    const log = newer.openLog(logOptions());
    log.commit({ entries: [setting(2), setting(3)] });
    const seen = log.head();
    newer.close();
    renameSync(`${file.path}.old`, file.path);

    const old = reopen(file.path);
    expect(() => old.openLog(logOptions({ seen }))).toThrow(
      expect.objectContaining({ code: 'log.rollback', detail: expect.objectContaining({ seen: 4, found: 2 }) }),
    );
    const anew = old.openLog(logOptions({ seen, onMismatch: 'begin-anew' }));
    expect(anew.origin).toBe('halligan.localhost/v_test/s_test/2');
    expect(actsOf(old, anew.origin)).toEqual(['log.genesis', 'log.rollback_detected']);
    const genesis = [...old.entries.newestFirst(anew.origin)].at(-1)?.entry;
    expect(genesis?.d).toMatchObject({ reason: 'rollback', prev_origin: log.origin, prev_size: 4, prev_root: seen.root });
    expect(verifyFile(old, anew.origin).verdict).toBe('proven');
    const seenAnew = anew.head();
    old.close();

    const later = reopen(file.path);
    expect(later.openLog(logOptions({ seen: seenAnew })).origin).toBe(anew.origin);
    later.close();
  });

  test('of a file that never held what was seen is a rollback as well', () => {
    using folder = tempFolder();
    const file = newVault(folder.path);
    const seen: Head = { origin: 'halligan.localhost/v_test/s_test/3', size: 5, root: '00'.repeat(32) };
    expect(() => file.openLog(logOptions({ seen }))).toThrow(code('log.rollback'));
    expect(file.openLog(logOptions({ seen, onMismatch: 'begin-anew' })).origin).toBe('halligan.localhost/v_test/s_test/4');
    file.close();
  });

  test('of the same size with another root is a rollback: the log was forked', () => {
    using folder = tempFolder();
    const file = newVault(folder.path);
    const head = file.openLog(logOptions()).head();
    file.close();
    const again = reopen(file.path);
    expect(() => again.openLog(logOptions({ seen: { ...head, root: '11'.repeat(32) } }))).toThrow(code('log.rollback'));
    again.close();
  });

  test('under another key is refused: nobody goes on with a log that is not theirs', () => {
    using folder = tempFolder();
    const file = newVault(folder.path);
    file.openLog(logOptions());
    file.close();
    const again = reopen(file.path);
    const key = logKey(new Uint8Array(32).fill(8));
    expect(() => again.openLog(logOptions({ key }))).toThrow(code('log.tampered'));
    expect(again.openLog(logOptions({ key, onMismatch: 'begin-anew' })).origin).toMatch(/\/2$/);
    again.close();
  });

  test('at a second station begins a log of its own, which cites the first', () => {
    using folder = tempFolder();
    const { file, log: first } = newLog(folder.path);
    const head = first.head();
    file.close();
    const there = reopen(file.path);
    const second = there.openLog(logOptions({ station: 's_other', key: logKey(new Uint8Array(32).fill(8)) }));
    const [genesis] = [...there.entries.newestFirst(second.origin)];
    expect(genesis?.entry.d).toMatchObject({ reason: 'joined', prev_origin: first.origin, prev_size: head.size, prev_root: head.root });
    expect(there.entries.logs()).toHaveLength(2);
    for (const { origin } of there.entries.logs()) expect(verifyFile(there, origin).verdict).toBe('proven');
    there.close();
  });

  test('keeps its ballast beside the file', () => {
    using folder = tempFolder();
    const file = newVault(folder.path);
    file.openLog(logOptions());
    expect(existsSync(`${file.path}-ballast`)).toBe(true);
    file.close();
  });
});

describe('T12: the clocks', () => {
  test.each<[string, Partial<Record<'wall' | 'monoMs', number>> & { boot?: string }, readonly string[]]>([
    ['pass together', { wall: 3_600_000, monoMs: 3_600_000 }, []],
    ['part by two seconds', { wall: 2_000 }, []],
    ['part by more than two seconds', { wall: 2_001 }, ['time.jump']],
    ['part because the wall clock stands', { monoMs: 10_000 }, ['time.jump']],
    ['go back by a millisecond', { wall: -1 }, ['time.backward']],
    ['go back over a restart of the machine', { wall: -86_400_000, monoMs: -4_990, boot: 'boot-2' }, ['time.backward']],
    ['go on over a restart of the machine', { wall: 86_400_000, monoMs: -4_990, boot: 'boot-2' }, []],
  ])('that %s are written down as they must be', (_, by, expected) => {
    using folder = tempFolder();
    const clock = new SetClock();
    const { file, log } = newLog(folder.path, { clock: clock.read });
    clock.wall += by.wall ?? 0;
    clock.monoMs += by.monoMs ?? 0;
    clock.boot = by.boot ?? clock.boot;
    log.commit({ entries: [setting(1)] });
    expect(actsOf(file, log.origin).slice(1, -1)).toEqual(expected);
    expect(verifyFile(file, log.origin).verdict).toBe('proven');
    file.close();
  });

  test('are compared with the last entry across a restart', () => {
    using folder = tempFolder();
    const clock = new SetClock();
    const file = newVault(folder.path);
    file.openLog(logOptions({ clock: clock.read }));
    file.close();
    clock.wall -= 5_000;
    const again = reopen(file.path);
    const log = again.openLog(logOptions({ clock: clock.read }));
    log.commit({ entries: [setting(1)] });
    expect(actsOf(again, log.origin)).toEqual(['log.genesis', 'time.backward', 'config.change']);
    again.close();
  });
});
