/** Does this key still open its shares? Nobody else is needed, and no secret is rebuilt. */
import { AppError } from '../../shared/base/app-error.ts';
import type { ErrorCode } from '../../shared/base/error-codes.ts';
import type { EngineContext } from '../session/context.ts';
import { faultDetail, memberOf, touched, touchOf, whom } from './member-touch.ts';
import type { Done, KeyStepAsked, TouchAnswer, TouchFlow } from './touch-flow.ts';

/** The key step of a custodian's proof. Stores when each share last opened, then throws the fault of the first one that did not. */
export class ProveFlow implements TouchFlow {
  readonly #ctx: EngineContext;
  readonly #member: string;

  constructor(ctx: EngineContext, member: string) {
    this.#ctx = ctx;
    this.#member = member;
  }

  async first(): Promise<KeyStepAsked> {
    return touchOf(this.#ctx.founded(), this.#member, this.#ctx.ports.random(32));
  }

  async answered(answer: TouchAnswer): Promise<KeyStepAsked | Done> {
    if (answer.op !== 'get') throw new AppError('internal', 'a proof is no registration');
    const session = this.#ctx.founded();
    const member = memberOf(session, this.#member);
    const strongroom = await this.#ctx.strongroomInUse();
    const { shares } = await strongroom.call('prove', { member: member.id, key: answer.key.id, envelope: answer.envelope });
    const who = [touched(member, 'custodian', answer.key)];
    const good = shares.filter(({ fault }) => fault === null);
    const at = this.#ctx.clock.look().wall;
    session.write(
      [{ act: 'share.prove', out: 'ok', who, say: { member: member.name }, d: { shares: good.length, of: shares.length } }],
      (tx) => {
        for (const { compartment } of good) {
          const generation = session.compartment(compartment)?.generation ?? 0;
          tx.proofs.put({ member: member.id, key: answer.key.id, compartment, generation, at });
        }
      },
    );
    this.#ctx.changed();
    const bad = shares.find(({ fault }) => fault !== null);
    if (bad?.fault)
      throw new AppError(bad.fault.code, 'a share does not open', { detail: faultDetail(session, member, answer.key.label, bad) });
    return { done: true, kind: 'prove', opened: false };
  }

  async failed(code: ErrorCode, owner: string | null): Promise<void> {
    const { session } = this.#ctx;
    if (session === null) return;
    session.write([{ act: 'share.prove', out: 'refused', err: code, say: whom(session, this.#member, owner) }]);
    this.#ctx.changed();
  }
}
