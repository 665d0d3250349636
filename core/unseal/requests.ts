/** A request from its declaration to its grant. Each step is decided by shared/domain and durable before it has an effect. */
import { AppError } from '../../shared/base/app-error.ts';
import type { InputIn, OutputIn } from '../../shared/contract/call.ts';
import type { calls } from '../../shared/contract/calls.ts';
import { type Declaration, declare } from '../../shared/domain/ceremony-declare.ts';
import type { CeremonyEvent } from '../../shared/domain/ceremony-event.ts';
import { type Ceremony, hasQuorum, isGathering } from '../../shared/domain/ceremony-state.ts';
import { ceremonyStep } from '../../shared/domain/ceremony-step.ts';
import type { ScopePart, UnsealRequest } from '../../shared/domain/request.ts';
import { makeId } from '../../shared/format/ids.ts';
import { encodeRequest } from '../../shared/format/request.ts';
import { incidentReference } from '../../shared/log/leaf/entry.ts';
import type { EntryDraft, SingleDraft } from '../../shared/log/leaf/entry-draft.ts';
import type { Desk } from '../desk/desk.ts';
import { acting } from '../session/acting.ts';
import type { EngineContext } from '../session/context.ts';
import { RunningRequest } from '../session/running-request.ts';
import type { Session, SessionInForce } from '../session/session.ts';
import { showTitles } from '../session/show-titles.ts';

type DeclareInput = InputIn<typeof calls, 'request.declare'>;

/**
 * Requests from their declaration to the quorum, a denial, an abort or their lapse. At most one gathers approvals; each step is
 * logged before it counts.
 */
export class Requests {
  readonly #ctx: EngineContext;
  readonly #desk: Desk;

  constructor(ctx: EngineContext, desk: Desk) {
    this.#ctx = ctx;
    this.#desk = desk;
  }

  declare(input: DeclareInput): OutputIn<typeof calls, 'request.declare'> {
    const session = this.#ctx.vault();
    const declared = this.#ctx.clock.look();
    const standing = session.open?.ceremony ?? session.gathering?.ceremony ?? null;
    const declaration: Declaration = {
      id: makeId('request', this.#ctx.ports.random),
      kind: input.kind,
      incident: input.incident.trim(),
      reason: input.reason.trim(),
      scope: scopeOf(session, input.compartments),
      systems: input.systems,
      requester: input.requester,
      operator: input.operator,
      minutes: input.minutes,
      ways: input.ways,
    };
    const result = declare(declaration, session.charter.value.members, standing, declared.wall);
    if (!result.ok) throw new AppError(result.code, 'this request cannot be declared', { detail: result.detail });
    // Leaving the desk ends its process with all its keys; shares are gathered in a new one.
    this.#desk.leave();
    const { request } = result.state;
    const bytes = encodeRequest(storedRequest(request, session, this.#ctx.station.id));
    const names = request.compartments.map((id) => session.nameOfCompartment(id));
    const entry: SingleDraft = {
      ...requestEntry(request),
      act: 'request.declare',
      out: 'ok',
      who: [acting(request.requester ?? request.operator, 'operator', null)],
      say: {
        incident: request.incident,
        reason: request.reason,
        compartments: names.join(', '),
        operator: session.nameOf(request.operator),
        ...(request.systems.length === 0 ? {} : { systems: request.systems.join(', ').slice(0, 1000) }),
      },
      d: { minutes: request.minutes, compartments: request.compartments.slice(0, 32), lapses_at: request.lapsesAt },
    };
    session.write([entry], (tx) =>
      tx.requests.add({ id: request.id, bytes, state: 'gathering', kind: request.kind, declaredAt: request.declaredAt }),
    );
    session.beginGathering(new RunningRequest(result.state, bytes, declared));
    session.layOutTitles();
    this.#ctx.changed();
    return { request: request.id };
  }

  /** The request with this id that gathers now: the main one, or the one for more time. */
  running(id: string): { readonly session: SessionInForce; readonly running: RunningRequest } {
    const session = this.#ctx.vault();
    const running = [session.gathering, session.extension].find((one) => one?.ceremony.request.id === id);
    if (running === undefined || running === null) throw new AppError('ceremony.not_declared', 'no such request is gathering');
    return { session, running };
  }

  /** Takes the step, or throws the domain's refusal. Nothing is written. */
  step(running: RunningRequest, event: CeremonyEvent): Ceremony {
    const result = ceremonyStep(running.ceremony, { ...event, now: Math.max(event.now, running.now(this.#ctx.clock.look())) });
    if (!result.ok) throw new AppError(result.code, `the ceremony refuses to ${event.kind}`, { detail: result.detail });
    return result.state;
  }

  here(id: string, member: string | null): void {
    const { running } = this.running(id);
    running.advance(this.step(running, { kind: 'at-key', member, now: this.#wallMs() }));
    this.#ctx.changed();
  }

  /** Denies the request for this member, without a key: saying no needs no proof. */
  deny(id: string, member: string, reason: string): void {
    const { session, running } = this.running(id);
    const next = this.step(running, { kind: 'deny', member, reason: reason.trim(), now: this.#wallMs() });
    const entries: EntryDraft[] = [
      {
        ...requestEntry(running.ceremony.request),
        act: 'ceremony.deny',
        out: 'ok',
        who: [acting(member, 'custodian', null)],
        say: { reason: reason.trim(), member: session.nameOf(member) },
      },
    ];
    session.write(entries, (tx) => {
      tx.approvals.add({
        request: id,
        member,
        key: null,
        at: this.#wallMs(),
        outcome: 'denied',
        detail: JSON.stringify({ reason: reason.trim() }),
        assertion: null,
      });
      tx.requests.change(id, {
        refusals: next.refusals,
        ...(isGathering(next) ? {} : { state: 'denied', endedAt: this.#wallMs(), endedHow: 'denied' }),
      });
    });
    this.#settle(session, running, next);
  }

  abort(id: string): void {
    const { session, running } = this.running(id);
    const next = this.step(running, { kind: 'abort', now: this.#wallMs() });
    this.#end(session, running, next, 'request.abort', 'aborted');
  }

  /** Aborts the request that gathers its quorum, if one does. */
  abortGathering(): void {
    const gathering = this.#ctx.session?.gathering ?? null;
    if (gathering !== null) this.abort(gathering.ceremony.request.id);
  }

  /** Ends the requests whose time is over. Called on every tick; cheap when there are none. */
  tick(): void {
    const { session } = this.#ctx;
    for (const running of [session?.gathering, session?.extension]) {
      if (session === null || session === undefined || running === null || running === undefined) continue;
      const next = this.step(running, { kind: 'lapse', now: this.#wallMs() });
      if (next.phase === 'lapsed') this.#end(session, running, next, 'request.lapse', 'lapsed');
    }
  }

  /** Records in the ceremony and in the log that a share did not open. */
  refused(
    session: Session,
    running: RunningRequest,
    fault: { member: string; key: string; code: AppError['code']; detail: AppError['detail'] },
  ): void {
    const { member, key, code, detail } = fault;
    const next = this.step(running, { kind: 'share-refused', member, compartment: null, code, detail, now: this.#wallMs() });
    const entry: EntryDraft = {
      ...requestEntry(running.ceremony.request),
      act: 'share.reject',
      out: 'refused',
      err: code,
      who: [acting(member, 'custodian', key)],
      say: { member: session.nameOf(member) },
    };
    session.write([entry], (tx) => {
      tx.approvals.add({
        request: running.ceremony.request.id,
        member,
        key,
        at: this.#wallMs(),
        outcome: 'refused',
        detail: JSON.stringify({ code, detail }),
        assertion: null,
      });
      tx.requests.change(running.ceremony.request.id, { refusals: next.refusals });
    });
    this.#settle(session, running, next);
  }

  /** Records that this member's shares opened. True when they complete the quorum: the caller must open the window then. */
  contributed(session: Session, running: RunningRequest, given: { member: string; key: string; compartments: readonly string[] }): boolean {
    const next = this.step(running, { kind: 'contribute', ...given, now: this.#wallMs() });
    const entry: EntryDraft = {
      ...requestEntry(running.ceremony.request),
      act: 'share.accept',
      out: 'ok',
      who: [acting(given.member, 'custodian', given.key)],
      say: { member: session.nameOf(given.member) },
      d: { compartments: given.compartments.slice(0, 32) },
    };
    session.write([entry]);
    this.#settle(session, running, next);
    showTitles(this.#ctx, session);
    return isGathering(next) && hasQuorum(next);
  }

  #wallMs(): number {
    return this.#ctx.clock.look().wall;
  }

  #end(session: Session, running: RunningRequest, next: Ceremony, act: 'request.abort' | 'request.lapse', how: string): void {
    const { request } = running.ceremony;
    try {
      session.write([{ ...requestEntry(request), act, out: 'ok', say: { incident: request.incident } }], (tx) => {
        tx.requests.change(request.id, { state: how, endedAt: this.#wallMs(), endedHow: how, refusals: next.refusals });
      });
    } finally {
      // It ends even when that cannot be written: the next start writes it then.
      this.#settle(session, running, next);
    }
  }

  /** Drops the contributed shares when gathering ends: the strongroom ends, unless an open window needs it. */
  #settle(session: Session, running: RunningRequest, next: Ceremony): void {
    running.advance(next);
    if (!isGathering(next) && next.phase !== 'open') {
      if (session.gathering === running) {
        session.endGathering();
        // The person who aborts it needs no notice.
        if (next.phase === 'lapsed' || next.phase === 'denied') {
          this.#ctx.notice('care', next.phase === 'lapsed' ? 'ceremony.lapsed' : 'request-denied', { incident: next.request.incident });
        }
      }
      if (session.extension === running) {
        session.endExtension();
        const { open } = session;
        if (open !== null && next.phase !== 'extended')
          open.advance(this.step(open, { kind: 'extend-ended', request: next.request.id, now: this.#wallMs() }));
      }
    }
    this.#ctx.changed();
  }
}

/** The fields that all entries of one request share. */
export function requestEntry(request: Pick<UnsealRequest, 'id' | 'incident' | 'kind'>): {
  readonly cer: string;
  readonly inc: string | null;
  readonly drill: boolean;
} {
  return { cer: request.id, inc: incidentReference(request.incident), drill: request.kind !== 'emergency' };
}

function scopeOf(session: Session, compartments: readonly string[]): readonly ScopePart[] {
  return [...new Set(compartments)].map((id) => {
    const found = session.compartment(id);
    if (found === null) throw new AppError('ceremony.unknown_compartment', 'the charter has no such compartment');
    const { name, kind, rule, policy } = found;
    return { compartment: id, name, kind, rule, policy };
  });
}

function storedRequest(request: UnsealRequest, session: SessionInForce, station: string): Parameters<typeof encodeRequest>[0] {
  const { id, kind, incident, reason, compartments, systems, operator, requester, minutes, ways, declaredAt, lapsesAt } = request;
  return {
    v: 1,
    suite: 1,
    kind,
    id,
    vault: session.file.vault,
    charterVersion: session.charter.value.version,
    charterHash: session.charter.hash,
    incident,
    reason,
    compartments,
    systems,
    operator,
    requester,
    minutes,
    ways,
    declaredAt,
    lapsesAt,
    station,
  };
}
