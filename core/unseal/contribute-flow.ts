/** A custodian approves: the touch signs request and policy together, and gives the share. */
import { AppError } from '../../shared/base/app-error.ts';
import type { ErrorCode } from '../../shared/base/error-codes.ts';
import { mayApprove } from '../../shared/domain/ceremony-state.ts';
import { approvalChallenge, policyHash } from '../../shared/format/request.ts';
import type { EngineContext } from '../session/context.ts';
import type { RunningRequest } from '../session/running-request.ts';
import type { SessionInForce } from '../session/session.ts';
import { faultDetail, memberOf, touched, touchOf, whom } from '../touch/member-touch.ts';
import type { Done, KeyStepAsked, TouchAnswer, TouchFlow } from '../touch/touch-flow.ts';
import type { OpenWindowService } from './open-window.ts';
import { type Requests, requestEntry } from './requests.ts';

/**
 * The key step of one approval. Throws `ceremony.*` for a member who may not approve. The touch that completes the quorum opens
 * the window.
 */
export class ContributeFlow implements TouchFlow {
  readonly #ctx: EngineContext;
  readonly #requests: Requests;
  readonly #windows: OpenWindowService;
  readonly #request: string;
  readonly #member: string;

  constructor(
    ctx: EngineContext,
    { requests, windows }: { readonly requests: Requests; readonly windows: OpenWindowService },
    input: { readonly request: string; readonly member: string },
  ) {
    this.#ctx = ctx;
    this.#requests = requests;
    this.#windows = windows;
    this.#request = input.request;
    this.#member = input.member;
  }

  async first(): Promise<KeyStepAsked> {
    const { session, running } = this.#requests.running(this.#request);
    // Check that this person may approve at all before they touch a key.
    running.advance(this.#requests.step(running, { kind: 'at-key', member: this.#member, now: this.#ctx.clock.look().wall }));
    this.#ctx.changed();
    return touchOf(session, this.#member, challengeOf(session, running));
  }

  async answered(answer: TouchAnswer): Promise<KeyStepAsked | Done> {
    if (answer.op !== 'get') throw new AppError('internal', 'an approval is no registration');
    const { session, running } = this.#requests.running(this.#request);
    const { request } = running.ceremony;
    const member = memberOf(session, this.#member);
    if (!mayApprove(running.ceremony).includes(member.id))
      throw new AppError('ceremony.requester_may_not_approve', 'this member does not count');
    const entry = {
      ...requestEntry(request),
      act: 'ceremony.approve' as const,
      out: 'ok' as const,
      who: [touched(member, 'custodian', answer.key)],
      say: { member: member.name },
    };
    session.write([entry], (tx) =>
      tx.approvals.add({
        request: request.id,
        member: member.id,
        key: answer.key.id,
        at: this.#ctx.clock.look().wall,
        outcome: 'approved',
        detail: '{}',
        assertion: JSON.stringify(answer.assertion),
      }),
    );
    const strongroom = await this.#ctx.strongroomInUse();
    const { shares } = await strongroom.call('contribute', {
      request: request.id,
      member: member.id,
      key: answer.key.id,
      envelope: answer.envelope,
      compartments: request.compartments,
    });
    const opened = [...new Set(shares.filter(({ fault }) => fault === null).map(({ compartment }) => compartment))];
    const bad = shares.find(({ fault }) => fault !== null);
    if (bad?.fault)
      this.#requests.refused(session, running, {
        member: member.id,
        key: answer.key.id,
        code: bad.fault.code,
        detail: faultDetail(session, member, answer.key.label, bad),
      });
    if (opened.length === 0)
      throw new AppError(bad?.fault?.code ?? 'ceremony.not_a_holder', 'no share of this member opened', {
        detail: bad === undefined ? {} : faultDetail(session, member, answer.key.label, bad),
      });
    const quorum = this.#requests.contributed(session, running, { member: member.id, key: answer.key.id, compartments: opened });
    if (quorum) await this.#windows.grant(running);
    return { done: true, kind: 'contribute', opened: quorum };
  }

  async failed(code: ErrorCode, owner: string | null): Promise<void> {
    const { session } = this.#ctx;
    const running = [session?.gathering, session?.extension].find((one) => one?.ceremony.request.id === this.#request);
    if (session === null || running === null || running === undefined) return;
    const { request } = running.ceremony;
    session.write([
      { ...requestEntry(request), act: 'ceremony.refuse', out: 'refused', err: code, say: whom(session, this.#member, owner) },
    ]);
    // A refused person stays at the key: they have to read why, and usually try again.
    this.#ctx.changed();
  }
}

/** What the touch signs: exactly this request, under this charter's rules and policies. */
function challengeOf(session: SessionInForce, running: RunningRequest): ReturnType<typeof approvalChallenge> {
  const { value, hash } = session.charter;
  const { compartments } = running.ceremony.request;
  return approvalChallenge(
    running.bytes,
    policyHash({ vault: value.vault, charterVersion: value.version, charterHash: hash, compartments }),
  );
}
