import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Border, type BorderRefusal } from '../../../electron/host/border.ts';
import { type AnswerCall, makeCallServer, type Sender } from '../../../electron/host/call-server.ts';
import { AppError } from '../../../shared/base/app-error.ts';
import { call, type HandlersOf } from '../../../shared/contract/call.ts';

const table = {
  'vault.open': call({ input: z.strictObject({ path: z.string() }), output: z.strictObject({ opened: z.boolean() }) }),
} as const;
const ORIGIN = 'https://halligan.localhost';
const OURS: Sender = { origin: ORIGIN, isTopFrame: true, isOurWindow: true };

function server(handle: HandlersOf<typeof table>['vault.open'] = () => ({ opened: true })) {
  const refused: BorderRefusal[] = [];
  const bugs: string[] = [];
  const border = new Border(
    (one) => refused.push(one),
    () => 0,
  );
  const handlers = { 'vault.open': handle };
  const answer: AnswerCall = makeCallServer({ table, handlers, origin: ORIGIN, border, onBug: (name) => bugs.push(name) });
  return { answer, refused, bugs };
}

describe('who may call', () => {
  const strangers: Record<string, Sender> = {
    'another origin': { ...OURS, origin: 'https://example.com' },
    'an origin that begins like ours': { ...OURS, origin: `${ORIGIN}.example.com` },
    'the plain form of ours': { ...OURS, origin: 'http://halligan.localhost' },
    'an opaque origin': { ...OURS, origin: 'null' },
    'a frame that has gone': { ...OURS, origin: null },
    'a frame in our page': { ...OURS, isTopFrame: false },
    'another window': { ...OURS, isOurWindow: false },
  };
  for (const [name, sender] of Object.entries(strangers)) {
    it(`refuses ${name}, before it looks at the call`, async () => {
      let handled = 0;
      const { answer, refused } = server(() => {
        handled += 1;
        return { opened: true };
      });
      expect(await answer(sender, 'vault.open', { path: 'x' })).toMatchObject({ ok: false, code: 'call.wrong_sender' });
      expect(await answer(sender, 'nope', {})).toMatchObject({ ok: false, code: 'call.wrong_sender' });
      expect(handled).toBe(0);
      expect(refused.map(({ kind }) => kind)).toEqual(['wrong-sender', 'wrong-sender']);
    });
  }
});

describe('what may be called', () => {
  it('tells the border when the page asks for what its window did not open', async () => {
    const { answer, refused } = server(() => {
      throw new AppError('window.out_of_scope', 'this window does not open that compartment');
    });
    expect(await answer(OURS, 'vault.open', { path: 'x' })).toMatchObject({ ok: false, code: 'window.out_of_scope' });
    expect(refused).toEqual([{ kind: 'out-of-scope', what: 'vault.open', more: 0 }]);
  });

  it('answers a call of the table', async () => {
    expect(await server().answer(OURS, 'vault.open', { path: 'x' })).toEqual({ ok: true, value: { opened: true } });
  });

  it.each([
    '__proto__',
    'constructor',
    'hasOwnProperty',
    'toString',
    'vault.open ',
    'vault',
    '',
    0,
    null,
    undefined,
    ['vault.open'],
    Symbol('x'),
  ])('refuses the name %s', async (name) => {
    const { answer, refused } = server();
    expect(await answer(OURS, name, { path: 'x' })).toMatchObject({ ok: false, code: 'call.unknown' });
    expect(refused).toEqual([{ kind: 'unknown-call', what: 'call', more: 0 }]);
  });

  it.each([
    [{}],
    [{ path: 5 }],
    [{ path: 'x', more: 1 }],
    [null],
    [undefined],
    ['x'],
    [[{ path: 'x' }]],
    [JSON.parse('{"path":"x","__proto__":{"polluted":1}}')],
  ])('refuses the input %j and says nothing of it', async (input) => {
    const { answer, refused } = server();
    expect(await answer(OURS, 'vault.open', input)).toMatchObject({ ok: false, code: 'call.bad_input', detail: { call: 'vault.open' } });
    expect(refused).toEqual([{ kind: 'bad-input', what: 'vault.open', more: 0 }]);
  });
});

describe('what comes back', () => {
  it('keeps the code and the detail of a refusal', async () => {
    const { answer, bugs } = server(() => {
      throw new AppError('vault.not_found', 'there is none', { detail: { path: 'x' } });
    });
    expect(await answer(OURS, 'vault.open', { path: 'x' })).toEqual({
      ok: false,
      code: 'vault.not_found',
      message: 'there is none',
      detail: { path: 'x' },
    });
    expect(bugs).toEqual([]);
  });

  it.each([
    ['thrown', new TypeError('hunter2 is not a function')],
    ['thrown as text', 'hunter2'],
    ['an internal error', new AppError('internal', 'hunter2', { detail: { secret: 'hunter2' } })],
  ])('keeps the words of a bug to itself: %s', async (_name, thrown) => {
    const { answer, bugs } = server(() => Promise.reject(thrown));
    const reply = await answer(OURS, 'vault.open', { path: 'x' });
    expect(reply).toMatchObject({ ok: false, code: 'internal', detail: {} });
    expect(JSON.stringify(reply)).not.toContain('hunter2');
    expect(bugs).toEqual(['vault.open']);
  });

  it('keeps an answer to itself that the schema does not know', async () => {
    // The cast is the attack: a handler that says more than it may.
    const { answer, bugs } = server(() => ({ opened: true, secret: 'hunter2' }) as { opened: boolean });
    const reply = await answer(OURS, 'vault.open', { path: 'x' });
    expect(reply).toMatchObject({ ok: false, code: 'call.bad_output' });
    expect(JSON.stringify(reply)).not.toContain('hunter2');
    expect(bugs).toEqual(['vault.open']);
  });
});
