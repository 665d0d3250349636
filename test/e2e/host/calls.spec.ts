import { expect } from '@playwright/test';
import { test } from '../../harness/app/app.ts';
import { ask, askAnything, type PageWindow, refusals } from '../../harness/app/ask-page.ts';

test('a call goes through the bridge and back, with every kind of value', async ({ sample }) => {
  const { page } = sample;
  expect(await ask(page, 'sample.add', { a: 2, b: 3 })).toEqual({ sum: 5 });
  const back = await page.evaluate(async () => {
    const value = {
      none: undefined,
      date: new Date(5),
      bytes: new Uint8Array([1, 2, 255]),
      big: 10n ** 20n,
      nan: Number.NaN,
      text: 'ü€\u{1F600}\0x',
      nested: [{ $t: 'x' }],
    };
    const reply = await (window as unknown as PageWindow).halligan.call('sample.echo', { value });
    if (!reply.ok) return reply.code;
    const got = (reply.value as { value: typeof value }).value;
    return {
      keys: Object.keys(got),
      date: got.date instanceof Date && got.date.getTime(),
      bytes: got.bytes instanceof Uint8Array && [...got.bytes],
      big: got.big === value.big,
      nan: Number.isNaN(got.nan),
      text: got.text === value.text,
      nested: got.nested,
    };
  });
  expect(back).toEqual({
    keys: ['none', 'date', 'bytes', 'big', 'nan', 'text', 'nested'],
    date: 5,
    bytes: [1, 2, 255],
    big: true,
    nan: true,
    text: true,
    nested: [{ $t: 'x' }],
  });
});

test('main tells the page of an event, until the page has heard enough', async ({ sample }) => {
  const { page } = sample;
  await ask(page, 'sample.say', { text: 'first' });
  await expect(page.getByRole('status')).toHaveText('first');
  const heard = await page.evaluate(async () => {
    const heard: unknown[] = [];
    const stop = (window as unknown as PageWindow).halligan.on('view', (value) => heard.push((value as { text: string }).text));
    (window as unknown as PageWindow).halligan.on('other', () => heard.push('an event of another name'));
    await (window as unknown as PageWindow).halligan.call('sample.say', { text: 'second' });
    stop();
    await (window as unknown as PageWindow).halligan.call('sample.say', { text: 'third' });
    return heard;
  });
  expect(heard).toEqual(['second']);
});

test('a refusal keeps its code; a bug and a lie keep their words to themselves', async ({ sample }) => {
  const { page } = sample;
  expect(await askAnything(page, 'sample.refuse', {})).toMatchObject({ ok: false, code: 'vault.not_found', detail: { path: '/nowhere' } });
  const bug = await askAnything(page, 'sample.bug', {});
  expect(bug).toMatchObject({ ok: false, code: 'internal', detail: {} });
  const lie = await askAnything(page, 'sample.lie', {});
  expect(lie).toMatchObject({ ok: false, code: 'call.bad_output' });
  expect(JSON.stringify([bug, lie])).not.toContain('hunter2');
  expect(sample.output()).not.toContain('hunter2');
});

test('what is not in the table cannot be called, and is logged without its name', async ({ sample }) => {
  const { page } = sample;
  const names = ['nope', 'hunter2', '__proto__', 'constructor', 'toString', '', 5, null, ['sample.add'], { toString: 'sample.add' }];
  for (const name of names) expect(await askAnything(page, name, {})).toMatchObject({ ok: false, code: 'call.unknown' });
  const logged = await refusals(page);
  expect(logged).toContain('unknown-call call');
  expect(logged.filter((line) => line.startsWith('unknown-call')).length).toBeLessThanOrEqual(5);
  expect(sample.output()).not.toContain('hunter2');
});

test('an input that the schema does not take is refused and logged by the name of its call', async ({ sample }) => {
  const { page } = sample;
  const inputs = [{}, { a: '2', b: 3 }, { a: 2.5, b: 3 }, { a: 2, b: 3, c: 4 }, null, [2, 3], 'hunter2'];
  for (const input of inputs) expect(await askAnything(page, 'sample.add', input)).toMatchObject({ ok: false, code: 'call.bad_input' });
  expect(await refusals(page)).toContain('bad-input sample.add');
  expect(sample.output()).not.toContain('hunter2');
});

test('prototypes cannot be polluted through the bridge, from either side', async ({ sample }) => {
  const { page } = sample;
  const polluted = await page.evaluate(async () => {
    const member = JSON.parse('{"a":1,"b":2,"__proto__":{"polluted":"yes"}}');
    const refused = await (window as unknown as PageWindow).halligan.call('sample.add', member);
    const echoed = await (window as unknown as PageWindow).halligan.call('sample.echo', {
      value: JSON.parse('{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}}}'),
    });
    return { refused: refused.ok ? 'taken' : refused.code, echoed: echoed.ok, here: ({} as { polluted?: string }).polluted ?? 'clean' };
  });
  expect(polluted).toEqual({ refused: 'call.bad_input', echoed: true, here: 'clean' });
  expect(await sample.main(() => (({}) as { polluted?: string }).polluted ?? 'clean', null)).toBe('clean');
});

test('the page can neither change the bridge nor see what carries it', async ({ sample }) => {
  const seen = await sample.page.evaluate(() => {
    const tried: string[] = [];
    const attempt = (name: string, act: () => void): void => {
      try {
        act();
        tried.push(name);
      } catch {
        // Refused, as it should be.
      }
    };
    ('use strict');
    attempt('replace', () => Object.defineProperty(window, 'halligan', { value: {} }));
    attempt('call', () => Object.defineProperty((window as unknown as PageWindow).halligan, 'call', { value: () => undefined }));
    attempt('add', () => Object.defineProperty((window as unknown as PageWindow).halligan, 'more', { value: 1 }));
    attempt('function', () => Object.defineProperty((window as unknown as PageWindow).halligan.call, 'name', { value: 'x' }));
    return {
      tried,
      frozen: Object.isFrozen((window as unknown as PageWindow).halligan),
      members: Object.keys((window as unknown as PageWindow).halligan),
      leaks: ['require', 'process', 'module', 'ipcRenderer', '__halliganSend', '__halliganDeliver'].filter((name) => name in window),
    };
  });
  expect(seen).toEqual({ tried: [], frozen: true, members: ['call', 'on'], leaks: [] });
});

test('a page that overwrites the language before it calls gets nothing by it', async ({ sample }) => {
  const { page } = sample;
  const caught = await page.evaluate(async () => {
    const caught: unknown[] = [];
    const { dispatchEvent } = EventTarget.prototype;
    EventTarget.prototype.dispatchEvent = function (event) {
      caught.push(event.type);
      return dispatchEvent.call(this, event);
    };
    (window as { CustomEvent: unknown }).CustomEvent = class extends CustomEvent<unknown> {
      constructor(type: string, init?: CustomEventInit<unknown>) {
        super(type, init);
        caught.push(type);
      }
    };
    const reply = await (window as unknown as PageWindow).halligan.call('sample.add', { a: 1, b: 1 });
    return { caught, ok: reply.ok };
  });
  expect(caught).toEqual({ caught: [], ok: true });
});

test('a frame has no bridge, and what it sends by force is refused and logged', async ({ sample }) => {
  const { page } = sample;
  const inFrame = await page.evaluate(() => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    return typeof (frame.contentWindow as Window | null)?.halligan;
  });
  expect(inFrame).toBe('undefined');
  test.skip(sample.kind === 'electron', 'Electron gives frames no preload; only the stand-in has a binding to force');
  const cdp = await page.context().newCDPSession(page);
  const contexts: { id: number; name: string; frame: string }[] = [];
  cdp.on('Runtime.executionContextCreated', ({ context }) => {
    contexts.push({ id: context.id, name: context.name, frame: (context.auxData as { frameId: string }).frameId });
  });
  await cdp.send('Runtime.enable');
  const { frameTree } = await cdp.send('Page.getFrameTree');
  const forced = contexts.find(({ name, frame }) => name === 'halligan-preload' && frame !== frameTree.frame.id);
  expect(forced).toBeDefined();
  const expression = `__halliganSend(JSON.stringify({ id: 1, channel: 'halligan:call', args: ['sample.add', { a: 1, b: 1 }] }))`;
  await cdp.send('Runtime.evaluate', { expression, contextId: forced?.id ?? 0 });
  await expect.poll(() => refusals(page)).toContain('wrong-sender frame');
});
