import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TouchRun, type TouchState } from '../../../renderer/keys/touch-run.ts';
import { fromBase64url, fromUtf8, toBase64url } from '../../../shared/base/bytes.ts';
import type { KeyStep } from '../../../shared/contract/calls.ts';
import { type EnvelopeKey, makeEnvelopeKey, openEnvelope } from '../../../shared/contract/envelope.ts';

const PURPOSE = { kind: 'desk', member: 'm_mara' } as const;
const PRF = toBase64url(new Uint8Array(32).fill(7));

type Answer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly code: string };
/** Main's end: every call is kept, and answered when the test says so. */
class Main {
  readonly calls: { readonly name: string; readonly input: Record<string, unknown>; answer(answer: Answer): void }[] = [];

  readonly bridge = {
    call: (name: string, input: Record<string, unknown>): Promise<unknown> =>
      new Promise((resolve) => {
        this.calls.push({
          name,
          input,
          answer: (answer) => resolve(answer.ok ? answer : { ok: false, code: answer.code, message: '', detail: {} }),
        });
      }),
    on: () => () => {},
  };

  names(): string[] {
    return this.calls.map(({ name }) => name);
  }

  async answer(name: string, answer: Answer): Promise<void> {
    await vi.waitFor(() => expect(this.names()).toContain(name));
    this.calls.findLast((one) => one.name === name)?.answer(answer);
  }
}

let main: Main;
let run: TouchRun;
let states: TouchState['at'][];
beforeEach(() => {
  main = new Main();
  vi.stubGlobal('window', { halligan: main.bridge });
  run = new TouchRun();
  states = [];
  run.subscribe(() => states.push(run.get().at));
});
afterEach(() => vi.unstubAllGlobals());

async function step(change: Partial<KeyStep> = {}): Promise<{ readonly step: KeyStep; readonly key: EnvelopeKey<CryptoKey> }> {
  const key = await makeEnvelopeKey<CryptoKey>(crypto.subtle);
  return {
    key,
    step: {
      ticket: 't_1',
      op: 'get',
      say: 'touch',
      member: 'm_mara',
      options: {},
      simulated: true,
      labels: ['1'],
      prfInput: PRF,
      envelope: { key: 'e_1', publicKey: toBase64url(key.publicKey) },
      passphrase: 'none',
      ...change,
    } as KeyStep, // as main sends it
  };
}
const asked = (one: KeyStep): Answer => ({ ok: true, value: { done: false, step: one } });
const DONE: Answer = { ok: true, value: { done: true, kind: 'desk', opened: false } };
const at = (state: TouchState['at']) => vi.waitFor(() => expect(run.get().at).toBe(state));

describe('a touch', () => {
  it('goes from the press of the key on the screen to its end', async () => {
    const { step: one } = await step();
    const onDone = vi.fn();
    void run.start(PURPOSE, onDone);
    await main.answer('key.begin', asked(one));
    await at('pressing');
    void run.press('1');
    await main.answer('practice.touch', { ok: true, value: { response: { id: 'k' }, prf: PRF } });
    await main.answer('key.step', DONE);
    await at('idle');
    expect(onDone).toHaveBeenCalledExactlyOnceWith({ done: true, kind: 'desk', opened: false });
    expect(states).toEqual(['starting', 'pressing', 'checking', 'checking', 'idle']);
  });

  it('seals the secret to the strongroom’s key, and gives main nothing else of it', async () => {
    const { step: one, key } = await step();
    void run.start(PURPOSE, () => {});
    await main.answer('key.begin', asked(one));
    await at('pressing');
    void run.press('1');
    await main.answer('practice.touch', { ok: true, value: { response: { id: 'k' }, prf: PRF } });
    await vi.waitFor(() => expect(main.names()).toContain('key.step'));
    const sent = main.calls.findLast(({ name }) => name === 'key.step')?.input as {
      readonly envelope: { readonly key: string; readonly sealed: string };
    };
    expect(sent.envelope.key).toBe('e_1');
    const plain = await openEnvelope<CryptoKey>(crypto.subtle, key, fromBase64url(sent.envelope.sealed), 'key');
    expect(JSON.parse(fromUtf8(plain))).toEqual({ prf: PRF, passphrase: null });
    expect(JSON.stringify({ ...sent, envelope: null })).not.toContain(PRF);
  });

  it('asks for the passphrase before the key, and forgets it at the end', async () => {
    const { step: one, key } = await step({ passphrase: 'ask' });
    void run.start(PURPOSE, () => {});
    await main.answer('key.begin', asked(one));
    await at('passphrase');
    void run.givePassphrase('a long passphrase');
    await at('pressing');
    void run.press('1');
    await main.answer('practice.touch', { ok: true, value: { response: {}, prf: PRF } });
    await vi.waitFor(() => expect(main.names()).toContain('key.step'));
    const sent = main.calls.findLast(({ name }) => name === 'key.step')?.input as { readonly envelope: { readonly sealed: string } };
    const plain = await openEnvelope<CryptoKey>(crypto.subtle, key, fromBase64url(sent.envelope.sealed), 'key');
    expect(JSON.parse(fromUtf8(plain))).toEqual({ prf: PRF, passphrase: 'a long passphrase' });
    await main.answer('key.step', DONE);
    await at('idle');
    void run.start(PURPOSE, () => {});
    await main.answer('key.begin', asked(one));
    await at('passphrase');
  });

  it('goes on with the next step that main gives', async () => {
    const { step: one } = await step();
    const { step: two } = await step({ ticket: 't_2' });
    void run.start(PURPOSE, () => {});
    await main.answer('key.begin', asked(one));
    await at('pressing');
    void run.press('1');
    await main.answer('practice.touch', { ok: true, value: { response: {}, prf: PRF } });
    await main.answer('key.step', asked(two));
    await vi.waitFor(() => expect(run.get()).toMatchObject({ at: 'pressing', step: { ticket: 't_2' } }));
  });
});

describe('a touch that does not come to its end', () => {
  it('shows why main refuses to begin it, and can be begun again', async () => {
    void run.start(PURPOSE, () => {});
    await main.answer('key.begin', { ok: false, code: 'vault.none_open' });
    await at('failed');
    expect(run.get()).toMatchObject({ error: { code: 'vault.none_open' } });
    void run.start(PURPOSE, () => {});
    await vi.waitFor(() => expect(main.names().filter((name) => name === 'key.begin')).toHaveLength(2));
  });

  it('tells main which key refused, and why', async () => {
    const { step: one } = await step();
    void run.start(PURPOSE, () => {});
    await main.answer('key.begin', asked(one));
    await at('pressing');
    void run.press('1');
    await main.answer('practice.touch', { ok: false, code: 'key.unknown' });
    await at('failed');
    await vi.waitFor(() => expect(main.names()).toContain('key.abandon'));
    expect(main.calls.findLast(({ name }) => name === 'key.abandon')?.input).toEqual({ ticket: 't_1', code: 'key.unknown' });
  });

  it('is abandoned when the person stops, and its late answer changes nothing', async () => {
    const { step: one } = await step();
    const onDone = vi.fn();
    void run.start(PURPOSE, onDone);
    await main.answer('key.begin', asked(one));
    await at('pressing');
    void run.press('1');
    await vi.waitFor(() => expect(main.names()).toContain('practice.touch'));
    run.cancel();
    expect(run.get().at).toBe('idle');
    expect(main.calls.findLast(({ name }) => name === 'key.abandon')?.input).toEqual({ ticket: 't_1', code: 'key.cancelled' });
    await main.answer('practice.touch', { ok: true, value: { response: {}, prf: PRF } });
    await Promise.resolve();
    expect(main.names()).not.toContain('key.step');
    expect(onDone).not.toHaveBeenCalled();
  });

  it('is abandoned when the person stops before main has begun it', async () => {
    const { step: one } = await step();
    void run.start(PURPOSE, () => {});
    run.cancel();
    await main.answer('key.begin', asked(one));
    await vi.waitFor(() => expect(main.names()).toContain('key.abandon'));
    expect(run.get().at).toBe('idle');
  });
});

describe('what comes at the wrong time does nothing', () => {
  it('a second start while one is under way', async () => {
    void run.start(PURPOSE, () => {});
    void run.start(PURPOSE, () => {});
    expect(main.names()).toEqual(['key.begin']);
  });

  it('a passphrase, a press and an end when nothing is under way', async () => {
    await run.givePassphrase('a long passphrase');
    await run.press('1');
    run.cancel();
    expect(main.names()).toEqual([]);
    expect(run.get().at).toBe('idle');
  });

  it('a press while the passphrase is wanted', async () => {
    const { step: one } = await step({ passphrase: 'ask' });
    void run.start(PURPOSE, () => {});
    await main.answer('key.begin', asked(one));
    await at('passphrase');
    await run.press('1');
    expect(run.get().at).toBe('passphrase');
  });
});
