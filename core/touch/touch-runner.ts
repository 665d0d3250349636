/** Runs every touch: hands out the act, verifies the answer and passes it to the flow of its purpose. */
import { AppError, isAppError } from '../../shared/base/app-error.ts';
import { type Bytes, fromBase64url, toBase64url } from '../../shared/base/bytes.ts';
import type { ErrorCode } from '../../shared/base/error-codes.ts';
import type { KeyAnswer, Purpose } from '../../shared/contract/calls.ts';
import {
  assertionOptions,
  type KeyOptions,
  registrationOptions,
  TOUCH_TIMEOUT_MS,
  verifyAssertion,
  verifyRegistration,
} from '../keys/relying-party.ts';
import type { CallableStrongroom } from '../session/strongroom-client.ts';
import type { KeyStepAsked, LabelledKey, OthersKey, TouchAnswer, TouchFlow } from './touch-flow.ts';

/** What the runner needs of the engine. `monotonic` in milliseconds. */
export interface TouchRunnerPorts {
  random(length: number): Bytes;
  monotonic(): number;
  /** The vault or draft that is open: its name, PRF input, and whether its keys are simulated. Throws `vault.none_open`. */
  vault(): { readonly name: string; readonly prfInput: Bytes; readonly simulated: boolean };
  strongroom(): CallableStrongroom;
  flow(purpose: Purpose): TouchFlow;
}

/** An act that waits for its answer, and what the answer is checked against. */
export interface OpenTouch {
  readonly ticket: string;
  readonly act: KeyStepAsked;
  readonly options: KeyOptions;
  readonly flow: TouchFlow;
  readonly expiresAt: number;
}

/**
 * Holds the one touch that is asked for, from its ticket to its answer. Throws `key.*` for an answer that is late, of another key
 * or false.
 */
export class TouchRunner {
  readonly #ports: TouchRunnerPorts;
  #open: OpenTouch | null = null;

  constructor(ports: TouchRunnerPorts) {
    this.#ports = ports;
  }

  /** Starts a touch. One at a time: it replaces an unfinished one, which fails with `key.cancelled`. */
  async begin(purpose: Purpose): Promise<KeyAnswer> {
    await this.drop('key.cancelled');
    const flow = this.#ports.flow(purpose);
    return this.#give(flow, await flow.first());
  }

  async step(input: {
    ticket: string;
    response: Record<string, unknown>;
    envelope: { key: string; sealed: string } | null;
  }): Promise<KeyAnswer> {
    const open = this.current(input.ticket);
    this.#open = null;
    try {
      const next = await open.flow.answered(await this.#verified(open, input));
      return 'done' in next ? next : await this.#give(open.flow, next);
    } catch (error) {
      const { owner } = isAppError(error, 'key.wrong_member') ? error.detail : {};
      await open.flow.failed(isAppError(error) ? error.code : 'internal', typeof owner === 'string' ? owner : null);
      throw error;
    }
  }

  async abandon(ticket: string, code: ErrorCode): Promise<void> {
    if (this.#open?.ticket === ticket) await this.drop(code);
  }

  /** Forgets the touch that waits for its answer, if any. Its flow fails with `code`. */
  async drop(code: ErrorCode): Promise<void> {
    const open = this.#open;
    this.#open = null;
    await open?.flow.failed(code, null);
  }

  /** Throws `ceremony.stale_request` when no touch with this ticket waits for its answer, or it waited too long. */
  current(ticket: string): OpenTouch {
    const open = this.#open;
    if (open?.ticket !== ticket || this.#ports.monotonic() > open.expiresAt) {
      throw new AppError('ceremony.stale_request', 'this touch is no longer waited for');
    }
    return open;
  }

  /** The vault or draft whose keys are asked. */
  vault(): ReturnType<TouchRunnerPorts['vault']> {
    return this.#ports.vault();
  }

  async #verified(
    open: OpenTouch,
    input: { response: Record<string, unknown>; envelope: { key: string; sealed: string } | null },
  ): Promise<TouchAnswer> {
    const { act } = open;
    if (act.op === 'create') return { op: 'create', key: await verifyRegistration(input.response, act.challenge) };
    const key = await verifyAssertion<LabelledKey | OthersKey>(input.response, act.challenge, [...act.allow, ...act.others]);
    if ('owner' in key)
      throw new AppError('key.wrong_member', 'another member’s key was touched', {
        detail: { owner: key.owner, member: act.memberName },
      });
    if (input.envelope === null) throw new AppError('key.no_prf', 'the touch brought no PRF output');
    const envelope = { key: input.envelope.key, sealed: fromBase64url(input.envelope.sealed) };
    return { op: 'get', key, envelope, assertion: input.response };
  }

  async #give(flow: TouchFlow, act: KeyStepAsked): Promise<KeyAnswer> {
    const { random, monotonic, vault, strongroom } = this.#ports;
    const { name, prfInput, simulated } = vault();
    const ticket = toBase64url(random(16));
    const options =
      act.op === 'create'
        ? await registrationOptions({
            vaultName: name,
            memberId: act.member,
            memberName: act.memberName,
            challenge: act.challenge,
            exclude: act.exclude,
          })
        : await assertionOptions({ challenge: act.challenge, allow: [...act.allow, ...act.others] });
    const envelope = await strongroom().call('envelope.key', {});
    // Twice the browser's own time, for the PIN and the walk to the machine.
    this.#open = { ticket, act, options, flow, expiresAt: monotonic() + 2 * TOUCH_TIMEOUT_MS };
    return {
      done: false,
      step: {
        ticket,
        op: act.op,
        say: act.say,
        member: act.member,
        options,
        simulated,
        labels: act.op === 'create' ? [act.label] : act.allow.map((key) => key.label),
        prfInput: toBase64url(prfInput),
        envelope: { key: envelope.key, publicKey: toBase64url(envelope.publicKey) },
        passphrase: act.op === 'create' ? 'none' : act.passphrase,
      },
    };
  }
}
