/** Sitting down at the desk: one key shows titles and playbooks, and lets a steward deposit. No secret opens. */
import { AppError } from '../../shared/base/app-error.ts';
import type { ErrorCode } from '../../shared/base/error-codes.ts';
import type { EngineContext } from '../session/context.ts';
import type { SessionInForce } from '../session/session.ts';
import { memberOf, touched, touchOf, whom } from '../touch/member-touch.ts';
import type { Done, KeyStepAsked, TouchAnswer, TouchFlow } from '../touch/touch-flow.ts';
import type { Desk } from './desk.ts';

/**
 * The key step that opens the desk: one touch unlocks the directory and the member's signing key. Throws `call.not_now` while a
 * request is gathering approvals; a refused touch is logged.
 */
export class DeskFlow implements TouchFlow {
  readonly #ctx: EngineContext;
  readonly #desk: Desk;
  readonly #member: string;

  constructor(ctx: EngineContext, desk: Desk, member: string) {
    this.#ctx = ctx;
    this.#desk = desk;
    this.#member = member;
  }

  async first(): Promise<KeyStepAsked> {
    return touchOf(this.#mayOpen(), this.#member, this.#ctx.ports.random(32));
  }

  async answered(answer: TouchAnswer): Promise<KeyStepAsked | Done> {
    if (answer.op !== 'get') throw new AppError('internal', 'sitting down is no registration');
    const session = this.#mayOpen();
    const member = memberOf(session, this.#member);
    const strongroom = await this.#ctx.strongroomInUse();
    await strongroom.call('member.unlock', { member: member.id, key: answer.key.id, envelope: answer.envelope });
    session.write([{ act: 'desk.open', out: 'ok', who: [touched(member, null, answer.key)], say: { member: member.name } }]);
    this.#desk.sit(member.id);
    return { done: true, kind: 'desk', opened: false };
  }

  /** Leaving the desk ends the process that holds contributed shares, so nobody may sit down while a request gathers them. */
  #mayOpen(): SessionInForce {
    const session = this.#ctx.founded();
    if (session.gathering !== null) throw new AppError('call.not_now', 'a request is being gathered');
    return session;
  }

  async failed(code: ErrorCode, owner: string | null): Promise<void> {
    const { session } = this.#ctx;
    if (session === null) return;
    session.write([{ act: 'desk.open', out: 'refused', err: code, say: whom(session, this.#member, owner) }]);
    this.#ctx.changed();
  }
}
