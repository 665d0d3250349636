/** A founder signs the charter, and each of their shares is opened once with the key that they touch. */
import { AppError } from '../../shared/base/app-error.ts';
import { fromBase64url, toBase64url } from '../../shared/base/bytes.ts';
import type { ErrorCode } from '../../shared/base/error-codes.ts';
import { portableSha256 } from '../../shared/crypto/hash.ts';
import { verifyCharterSignature } from '../../shared/format/charter-signature.ts';
import type { Deposits } from '../desk/deposits.ts';
import type { EngineContext } from '../session/context.ts';
import { faultDetail, memberOf, touched, touchOf, whom } from '../touch/member-touch.ts';
import type { Done, KeyStepAsked, TouchAnswer, TouchFlow } from '../touch/touch-flow.ts';
import type { Foundings } from './foundings.ts';

/**
 * The key step of one founder's signature. Throws `founding.share_not_proven` when one of their shares does not open; nothing is
 * stored then.
 */
export class SignFlow implements TouchFlow {
  readonly #ctx: EngineContext;
  readonly #foundings: Foundings;
  readonly #deposits: Deposits;
  readonly #member: string;

  constructor(ctx: EngineContext, foundings: Foundings, deposits: Deposits, member: string) {
    this.#ctx = ctx;
    this.#foundings = foundings;
    this.#deposits = deposits;
    this.#member = member;
  }

  async first(): Promise<KeyStepAsked> {
    this.#foundings.draft();
    const session = this.#ctx.vault();
    // The touch signs the charter's hash, the seed that it unwraps signs its bytes.
    return touchOf(session, this.#member, portableSha256(session.charter.bytes));
  }

  async answered(answer: TouchAnswer): Promise<KeyStepAsked | Done> {
    if (answer.op !== 'get') throw new AppError('internal', 'a signature is no registration');
    this.#foundings.draft();
    const session = this.#ctx.vault();
    const { charter } = session;
    const member = memberOf(session, this.#member);
    const strongroom = await this.#ctx.strongroomInUse();
    const { signature, shares } = await strongroom.call('found.sign', { member: member.id, key: answer.key.id, envelope: answer.envelope });
    const signed = { member: member.id, signature: toBase64url(signature) };
    verifyCharterSignature({
      bytes: charter.bytes,
      vault: charter.value.vault,
      signature: signed,
      signingPublicKey: toBase64url(fromBase64url(member.signingPublicKey)),
    });
    const bad = shares.find(({ fault }) => fault !== null);
    if (bad?.fault)
      throw new AppError('founding.share_not_proven', 'a new share does not open', {
        detail: faultDetail(session, member, answer.key.label, bad),
      });
    const decoys = member.roles.includes('steward') ? await this.#deposits.decoys(member.id) : null;
    const { draft } = this.#foundings.draft();
    const who = [touched(member, null, answer.key)];
    const say = { member: member.name };
    const next = {
      ...draft,
      signatures: [...draft.signatures.filter((one) => one.member !== member.id), signed],
      proven: shares.length === 0 ? draft.proven : [...new Set([...draft.proven, member.id])],
    };
    const compartments = [...new Set(shares.map(({ compartment }) => compartment))];
    const at = this.#ctx.clock.look().wall;
    const proof = {
      act: 'share.prove',
      out: 'ok',
      who,
      say,
      d: { shares: shares.length, compartments: compartments.slice(0, 32) },
    } as const;
    this.#foundings.commitWith(
      session,
      next,
      [{ act: 'charter.sign', out: 'ok', who, say }, ...(shares.length === 0 ? [] : [proof]), ...(decoys === null ? [] : [decoys.entry])],
      (tx) => {
        for (const compartment of compartments) tx.proofs.put({ member: member.id, key: answer.key.id, compartment, generation: 1, at });
        decoys?.put(tx);
      },
    );
    return { done: true, kind: 'sign', opened: false };
  }

  async failed(code: ErrorCode, owner: string | null): Promise<void> {
    const { session } = this.#ctx;
    if (session?.draft === null || session === null) return;
    session.write([{ act: 'charter.sign', out: 'refused', err: code, say: whom(session, this.#member, owner) }]);
    this.#ctx.changed();
  }
}
