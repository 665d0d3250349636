/** One touch from its first question to its last answer, outside of React, so that nothing drawn twice asks twice. */
import { AppError, isAppError } from '../../shared/base/app-error.ts';
import { fromBase64url, toBase64url, utf8 } from '../../shared/base/bytes.ts';
import type { KeyAnswer, KeyStep, Purpose } from '../../shared/contract/calls.ts';
import { sealEnvelope } from '../../shared/contract/envelope.ts';
import { ask } from '../border/ask.ts';
import { stopWaiting, type Touched, touchKey } from './touch.ts';

export type KeyDone = Extract<KeyAnswer, { done: true }>;

export type TouchState =
  | { readonly at: 'idle' }
  | { readonly at: 'starting'; readonly purpose: Purpose }
  /** A passphrase is wanted before the touch. */
  | { readonly at: 'passphrase'; readonly purpose: Purpose; readonly step: KeyStep }
  /** The browser waits for a key. */
  | { readonly at: 'touching'; readonly purpose: Purpose; readonly step: KeyStep }
  /** Practice: the key on the screen waits for a press. */
  | { readonly at: 'pressing'; readonly purpose: Purpose; readonly step: KeyStep }
  | { readonly at: 'checking'; readonly purpose: Purpose; readonly step: KeyStep }
  | { readonly at: 'failed'; readonly purpose: Purpose; readonly error: AppError };

const IDLE: TouchState = { at: 'idle' };

export class TouchRun {
  #state: TouchState = IDLE;
  /** Counts up with each start and each end: what comes back for an older number is dropped. */
  #number = 0;
  #passphrase: string | null = null;
  #onDone: (done: KeyDone) => void = () => {};
  readonly #listeners = new Set<() => void>();

  readonly get = (): TouchState => this.#state;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Begins; does nothing while one is under way. Call it from a press: browsers ask for one. */
  async start(purpose: Purpose, onDone: (done: KeyDone) => void): Promise<void> {
    if (this.#state.at !== 'idle' && this.#state.at !== 'failed') return;
    this.#onDone = onDone;
    this.#passphrase = null;
    const number = ++this.#number;
    this.#set({ at: 'starting', purpose });
    await this.#follow(number, purpose, async () => ask('key.begin', { purpose }));
  }

  /** The passphrase that the step at hand wants; the touch follows at once. */
  async givePassphrase(passphrase: string): Promise<void> {
    const state = this.#state;
    if (state.at !== 'passphrase') return;
    this.#passphrase = passphrase;
    await this.#touch(this.#number, state.purpose, state.step);
  }

  /** Practice: this key was pressed. */
  async press(label: string): Promise<void> {
    const state = this.#state;
    if (state.at !== 'pressing') return;
    const number = this.#number;
    this.#set({ ...state, at: 'checking' });
    await this.#answer(number, state.purpose, state.step, async () => ask('practice.touch', { ticket: state.step.ticket, label }));
  }

  /** Ends it, wherever it is; harmless when there is none. */
  cancel(): void {
    const state = this.#state;
    this.#number += 1;
    this.#passphrase = null;
    this.#set(IDLE);
    if (state.at === 'touching') stopWaiting();
    if ('step' in state) this.#abandon(state.step, new AppError('key.cancelled', 'the person stopped'));
  }

  #set(state: TouchState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }

  #abandon(step: KeyStep, error: AppError): void {
    // Main forgets a touch by itself; that it could not be told changes nothing for the person.
    void ask('key.abandon', { ticket: step.ticket, code: error.code }).catch(() => {});
  }

  #fail(purpose: Purpose, thrown: unknown): void {
    this.#number += 1;
    this.#passphrase = null;
    const error = isAppError(thrown) ? thrown : new AppError('internal', String(thrown));
    this.#set({ at: 'failed', purpose, error });
  }

  async #follow(number: number, purpose: Purpose, question: () => Promise<KeyAnswer>): Promise<void> {
    try {
      const answer = await question();
      if (number !== this.#number) {
        if (!answer.done) this.#abandon(answer.step, new AppError('key.cancelled', 'the person stopped'));
        return;
      }
      if (!answer.done) {
        await this.#touch(number, purpose, answer.step);
        return;
      }
      this.#passphrase = null;
      this.#set(IDLE);
      this.#onDone(answer);
    } catch (thrown) {
      if (number === this.#number) this.#fail(purpose, thrown);
    }
  }

  async #touch(number: number, purpose: Purpose, step: KeyStep): Promise<void> {
    if (step.passphrase !== 'none' && this.#passphrase === null) {
      this.#set({ at: 'passphrase', purpose, step });
    } else if (step.simulated) {
      this.#set({ at: 'pressing', purpose, step });
    } else {
      this.#set({ at: 'touching', purpose, step });
      await this.#answer(number, purpose, step, async () => touchKey(step));
    }
  }

  async #answer(number: number, purpose: Purpose, step: KeyStep, wait: () => Promise<Touched>): Promise<void> {
    let touched: Touched;
    try {
      touched = await wait();
    } catch (thrown) {
      if (number !== this.#number) return;
      this.#fail(purpose, thrown);
      this.#abandon(step, isAppError(thrown) ? thrown : new AppError('key.bad_response', String(thrown)));
      return;
    }
    if (number !== this.#number) return;
    this.#set({ at: 'checking', purpose, step });
    const passphrase = step.passphrase === 'none' ? null : this.#passphrase;
    await this.#follow(number, purpose, async () => {
      const envelope = touched.prf === null ? null : await sealed(step, { prf: touched.prf, passphrase });
      return ask('key.step', { ticket: step.ticket, response: touched.response, envelope });
    });
  }
}

/** For the strongroom's eyes only: main carries it and cannot read it. */
async function sealed(step: KeyStep, secret: { prf: string; passphrase: string | null }): Promise<{ key: string; sealed: string }> {
  const to = fromBase64url(step.envelope.publicKey);
  return { key: step.envelope.key, sealed: toBase64url(await sealEnvelope(crypto.subtle, to, utf8(JSON.stringify(secret)), 'key')) };
}
