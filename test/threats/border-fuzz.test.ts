/** T24: the page is somebody else's. It calls what it likes with what it likes; nothing happens, and nothing is written in another's name. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Border, type BorderRefusal } from '../../electron/host/border.ts';
import { makeCallServer, type Sender } from '../../electron/host/call-server.ts';
import { isErrorCode } from '../../shared/base/error-codes.ts';
import { calls } from '../../shared/contract/calls.ts';
import { parseEntry } from '../../shared/log/leaf/entry.ts';
import { pickFrom } from '../harness/base/pick.ts';
import { tempFolder } from '../harness/base/temp-folder.ts';
import { PRACTICE } from '../harness/world/founded.ts';
import { type Dice, randomInput } from './random-input.ts';

const ORIGIN = 'https://halligan.localhost';
const OURS: Sender = { origin: ORIGIN, isTopFrame: true, isOurWindow: true };
const STRANGERS: readonly Sender[] = [
  { ...OURS, origin: 'https://example.com' },
  { ...OURS, origin: null },
  { ...OURS, isTopFrame: false },
  { ...OURS, isOurWindow: false },
];
const STRANGER = 'm_stranger_7f3a';
const TIMES = 2_500;
/** They end what is attacked. Each is tried at the very end. */
const LAST = ['vault.close', 'vault.open', 'practice.start', 'founding.start', 'app.quit'];
/** What only main may say of an entry. */
const MAINS = {
  who: [{ id: STRANGER, role: 'custodian', am: ['key'], key: null }],
  t: { wall: '2001-01-01T00:00:00.000Z' },
  seq: 3,
  drill: true,
};

it(`T24: ${TIMES} random calls are refused by their codes, or do what the person at the screen may do anyway`, async () => {
  await using world = await PRACTICE.copy(null);
  const began = Date.now();
  const refused: BorderRefusal[] = [];
  const bugs: string[] = [];
  const border = new Border(
    (one) => {
      refused.push(one);
      world.engine.refused(one.kind, one.what, one.more);
    },
    () => performance.now(),
  );
  const answer = makeCallServer({
    table: calls,
    handlers: world.engine.handlers,
    origin: ORIGIN,
    border,
    onBug: (call, error) => bugs.push(`${call}: ${String(error)}`),
  });
  const { below } = pickFrom('border');
  const members = world.view().vault?.members.map(({ id }) => id) ?? [];
  const known = [...members, world.compartment('Network'), STRANGER, '', 'x'.repeat(300), '\u202e\u0000"', '../../etc/passwd'];
  const dice: Dice = { below, word: () => known[below(known.length)] ?? '' };
  const names = Object.keys(calls).filter((name) => !LAST.includes(name));
  const junk = ['nope', '__proto__', 'constructor', 'log.append', 'log.commit', '', 5, null, ['app.view']];
  const answers: Record<string, number> = {};

  for (let n = 0; n < TIMES; n++) {
    const name = below(12) === 0 ? junk[below(junk.length)] : names[below(names.length)];
    const declared = typeof name === 'string' && Object.hasOwn(calls, name) ? calls[name as keyof typeof calls] : undefined;
    const fits = declared === undefined ? {} : randomInput(declared.input, dice);
    const claims = below(3) === 0 && typeof fits === 'object' && fits !== null ? { ...fits, ...MAINS } : fits;
    const input = below(6) === 0 ? [null, 5, 'x', [fits], { ...MAINS }][below(5)] : claims;
    const stranger = below(5) === 0 ? STRANGERS[below(STRANGERS.length)] : undefined;
    const reply = await answer(stranger ?? OURS, name, input);
    const said = reply.ok ? 'ok' : reply.code;
    answers[said] = (answers[said] ?? 0) + 1;
    if (!reply.ok) expect(isErrorCode(reply.code), reply.code).toBe(true);
    if (stranger !== undefined) expect(said).toBe('call.wrong_sender');
    else if (declared === undefined) expect(said).toBe('call.unknown');
    else if (claims !== fits && claims === input) expect(said).toBe('call.bad_input');
  }
  expect(bugs).toEqual([]);
  expect(answers['ok']).toBeGreaterThan(50);
  expect(answers['call.bad_input']).toBeGreaterThan(100);
  expect(Object.keys(answers).length).toBeGreaterThan(10);
  expect(world.view().window).toBeNull();

  using temp = tempFolder();
  const out = temp.path;
  world.picks = [out];
  const { folder } = await world.call('log.export', {});
  const lines = readFileSync(join(folder ?? '', 'events.jsonl'), 'utf8')
    .trimEnd()
    .split('\n');
  const entries = lines.map((line) => parseEntry(Buffer.from(line)));
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, i) => i));
  const fresh = entries.filter(({ t }) => Date.parse(t.wall) >= began);
  expect(fresh.length).toBeGreaterThan(5);
  for (const { t, who, act } of fresh) {
    expect(Date.parse(t.wall)).toBeLessThanOrEqual(Date.now());
    expect(act).not.toBe('vault.unseal');
    for (const { id } of who) expect(members).toContain(id);
  }
  expect(entries.every(({ t }) => Date.parse(t.wall) > Date.parse('2020-01-01T00:00:00.000Z'))).toBe(true);
  expect(fresh.filter(({ act }) => act === 'border.refused').length).toBeGreaterThan(0);
  expect(lines.join('\n')).not.toContain(STRANGER);
  expect(await world.call('log.verify', {})).toMatchObject({ verdict: 'proven' });
  for (const name of LAST) await answer(OURS, name, MAINS);
  expect(bugs).toEqual([]);
});
