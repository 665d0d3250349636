/** The open window: from the quorum's last touch to its seal. Everything shown was written down, durably, before. */
import { AppError, isAppError } from '../../shared/base/app-error.ts';
import { declareExtension } from '../../shared/domain/ceremony-declare.ts';
import { drillResult } from '../../shared/domain/drill-result.ts';
import { actInWindow, extendWindow, openWindow, type SealReason, tickWindow } from '../../shared/domain/window.ts';
import { charterHash } from '../../shared/format/charter.ts';
import { makeId } from '../../shared/format/ids.ts';
import { encodeRequest } from '../../shared/format/request.ts';
import type { IntentDraft, ResultDraft } from '../../shared/log/leaf/entry-draft.ts';
import { acting } from '../session/acting.ts';
import type { EngineContext } from '../session/context.ts';
import { OpenUse } from '../session/open-use.ts';
import { RunningRequest } from '../session/running-request.ts';
import type { Session, SessionInForce } from '../session/session.ts';
import { showTitles } from '../session/show-titles.ts';
import { spend } from '../store/log/durable.ts';
import { type Requests, requestEntry } from './requests.ts';

/** Reasons after which a rehearsal has to be repeated: it was interrupted, or the founding is being left. */
const NOT_REHEARSED: ReadonlySet<SealReason> = new Set<SealReason>(['strongroom-gone', 'quit', 'log-cannot-write']);

/** Opens, extends and seals the one window. `tick` seals it when its time or its idle time is over. */
export class OpenWindowService {
  readonly #ctx: EngineContext;
  readonly #requests: Requests;

  constructor(ctx: EngineContext, requests: Requests) {
    this.#ctx = ctx;
    this.#requests = requests;
  }

  /** The open window, after sealing it if that is due. Throws `window.closed` when none is open. Restarts the idle time. */
  requireOpen(): { readonly session: SessionInForce; readonly use: OpenUse } {
    this.tick();
    const session = this.#ctx.vault();
    const use = session.open;
    if (use === null) throw new AppError('window.closed', 'no window is open');
    use.moveWindow(actInWindow(use.window, this.#ctx.clock.look().mono));
    return { session, use };
  }

  /** Restarts the idle time because somebody did something in the window. Does nothing when no window is open. */
  noteActivity(): void {
    if ((this.#ctx.session?.open ?? null) !== null) this.requireOpen();
  }

  /** Called once the quorum is complete: logs the intents, combines the shares, then opens the window. */
  async grant(running: RunningRequest): Promise<void> {
    const session = this.#ctx.vault();
    if (running.ceremony.request.extends !== null) await this.#extended(session, running);
    else await this.#unseal(session, running);
    this.#ctx.events.windowOpened();
  }

  async #unseal(session: SessionInForce, running: RunningRequest): Promise<void> {
    const { request } = running.ceremony;
    const common = { ...requestEntry(request), act: 'vault.unseal' as const };
    const intents = request.compartments.map(
      (id): IntentDraft => ({
        ...common,
        ph: 'intent',
        obj: { k: 'compartment', id },
        say: { compartment: session.nameOfCompartment(id) },
      }),
    );
    const tokens = session.write(intents);
    const results = (out: 'ok' | 'failed', err: AppError['code'] | null): ResultDraft[] =>
      tokens.map(({ entry }) => ({
        ...common,
        ph: 'result',
        ref: entry.seq,
        out,
        err,
        obj: entry.obj,
        say: { compartment: session.nameOfCompartment(entry.obj?.id ?? '') },
      }));
    for (const token of tokens) spend(token, { act: 'vault.unseal', ceremony: request.id, now: this.#ctx.clock.look().mono });
    try {
      const strongroom = await this.#ctx.strongroomInUse();
      await strongroom.call('open', { request: request.id, compartments: request.compartments });
    } catch (error) {
      session.write(results('failed', isAppError(error) ? error.code : 'internal'));
      const whose = isAppError(error) ? error.detail['member'] : undefined;
      if (isAppError(error) && typeof whose === 'string') {
        this.#requests.refused(session, running, {
          member: whose,
          key: '',
          code: error.code,
          detail: { ...error.detail, member: session.nameOf(whose) },
        });
      }
      throw error;
    }
    const look = this.#ctx.clock.look();
    const ceremony = this.#requests.step(running, { kind: 'grant', now: look.wall });
    try {
      session.write(results('ok', null), (tx) => tx.requests.change(request.id, { state: 'open', openedAt: look.wall }));
    } catch (error) {
      // Nothing may be open without a log entry: end the process that holds the keys and the shares.
      session.dropShares();
      this.#endUnwritten(request.id);
      throw error;
    }
    session.openWindow(new OpenUse(running, ceremony, openWindow(request.minutes, ceremony.policy.idleSeconds, look)));
    showTitles(this.#ctx, session);
    this.#ctx.changed();
  }

  #endUnwritten(request: string): void {
    try {
      this.#requests.abort(request);
    } catch {
      this.#ctx.ports.report('the end of a request could not be written');
    }
  }

  /** Asks the same quorum for more time, in a separate request that is gathered while the window stays open. */
  askMore({ minutes, reason }: { minutes: number; reason: string }): void {
    const { session, use } = this.requireOpen();
    const declared = this.#ctx.clock.look();
    const { wall } = declared;
    const parent = use.ceremony;
    const id = makeId('request', this.#ctx.ports.random);
    const result = declareExtension(
      parent,
      { id, minutes, reason: reason.trim(), requester: parent.request.requester },
      session.charter.value.members,
      wall,
    );
    if (!result.ok) throw new AppError(result.code, 'more time cannot be asked for', { detail: result.detail });
    const { request } = result.state;
    const { value, hash } = session.charter;
    const bytes = encodeRequest({
      v: 1,
      suite: 1,
      kind: 'extend',
      id,
      vault: value.vault,
      charterVersion: value.version,
      charterHash: hash,
      of: parent.request.id,
      ofHash: charterHash(use.bytes),
      reason: request.reason,
      requester: request.requester,
      minutes,
      declaredAt: request.declaredAt,
      lapsesAt: request.lapsesAt,
      station: this.#ctx.station.id,
    });
    const entry = {
      ...requestEntry(request),
      act: 'request.declare' as const,
      out: 'ok' as const,
      who: [acting(request.operator, 'operator', null)],
      say: { incident: request.incident, reason: request.reason },
      d: { minutes, extends: true },
    };
    session.write([entry], (tx) => tx.requests.add({ id, bytes, state: 'gathering', kind: request.kind, declaredAt: wall }));
    use.advance(this.#requests.step(use, { kind: 'extend-ask', request: id, now: wall }));
    session.beginExtension(new RunningRequest(result.state, bytes, declared));
    this.#ctx.changed();
  }

  /** Seals, hides and clears what is due. Called on every tick of the engine. */
  tick(): void {
    const { session } = this.#ctx;
    const use = session?.open;
    if (session === null || use === null || use === undefined) return;
    const look = this.#ctx.clock.look();
    const tick = tickWindow(use.window, look);
    use.moveWindow(tick.window);
    if (tick.strayedMs !== null)
      this.#ctx.notice('care', tick.strayedMs < 0 ? 'time-went-back' : 'time-jumped', {
        seconds: Math.round(Math.abs(tick.strayedMs) / 1000),
      });
    if (tick.seal !== null) {
      this.seal(tick.seal);
      return;
    }
    for (const { credential, field } of tick.hide) if (session.open === use) this.hidden(session, use, credential, field);
    if (use.copied !== null && use.copied.clearsAtMono <= look.mono) void this.clearClipboard(use);
    if (tick.warn !== null || tick.hide.length > 0) this.#ctx.changed();
  }

  /** Logs that a field was hidden. Seals when that cannot be written. */
  hidden(session: Session, use: OpenUse, credential: string, field: string): void {
    const id = use.exposureOf(credential, field);
    const at = this.#ctx.clock.look().wall;
    try {
      session.write(
        [{ ...requestEntry(use.ceremony.request), act: 'item.hide', out: 'ok', obj: { k: 'credential', id: credential }, d: { field } }],
        (tx) => {
          if (id !== null) tx.exposures.hide(id, at);
        },
      );
    } catch {
      this.seal('log-cannot-write');
    }
  }

  async clearClipboard(use: OpenUse): Promise<void> {
    const copied = use.takeFromClipboard();
    if (copied === null) return;
    await this.#ctx.ports.clipboard.clear(copied.text).catch(() => this.#ctx.ports.report('the clipboard could not be cleared'));
    this.#ctx.changed();
  }

  /** Ends the process that holds the keys first, then logs it. Does nothing when no window is open. */
  seal(reason: SealReason): void {
    const { session } = this.#ctx;
    const use = session?.open;
    if (session === null || use === null || use === undefined) return;
    session.seal();
    void this.clearClipboard(use);
    const { request } = use.ceremony;
    const { wall } = this.#ctx.clock.look();
    const sealed = this.#requests.step(use, { kind: 'seal', reason, now: wall });
    const result = drillResult(sealed, use.firstUseAt);
    const common = { ...requestEntry(request), out: 'ok' as const };
    const names = request.compartments.map((id) => session.nameOfCompartment(id)).join(', ');
    const figures = {
      refusals: result.refusals,
      ...(result.toQuorumMs === null ? {} : { to_quorum_ms: result.toQuorumMs }),
      ...(result.toFirstMs === null ? {} : { to_first_ms: result.toFirstMs }),
    };
    try {
      this.#endExtension(session);
      session.write(
        [
          {
            ...common,
            act: 'vault.seal',
            who: reason === 'person' ? [acting(request.operator, 'operator', null)] : [],
            say: { compartments: names, incident: request.incident },
            d: { why: reason },
          },
          ...(request.kind === 'emergency'
            ? []
            : [{ ...common, act: 'drill.result' as const, say: { incident: request.incident }, d: figures }]),
        ],
        (tx) =>
          tx.requests.change(request.id, {
            state: 'sealed',
            sealedAt: wall,
            sealedHow: reason,
            refusals: sealed.refusals,
            unseen: use.unseen,
            ...(use.firstUseAt === null ? {} : { firstUseAt: use.firstUseAt }),
            ...(request.kind === 'founding' ? { endedAt: wall, endedHow: 'rehearsed' } : {}),
          }),
      );
    } catch (error) {
      this.#ctx.notice('bad', isAppError(error) ? error.code : 'log.cannot_write', { after: 'seal' });
    }
    this.#ctx.changed();
    if (request.kind === 'founding' && !NOT_REHEARSED.has(reason) && use.firstUseAt !== null) this.#tellRehearsed();
  }

  #tellRehearsed(): void {
    try {
      this.#ctx.events.rehearsed();
    } catch (error) {
      this.#ctx.notice('bad', isAppError(error) ? error.code : 'internal', { after: 'rehearsal' });
    }
  }

  #endExtension(session: Session): void {
    const { extension } = session;
    session.endExtension();
    if (extension === null) return;
    const { request } = extension.ceremony;
    session.write(
      [{ ...requestEntry(request), act: 'request.abort', out: 'ok', say: { incident: request.incident }, d: { why: 'sealed' } }],
      (tx) => tx.requests.change(request.id, { state: 'aborted', endedAt: this.#ctx.clock.look().wall, endedHow: 'sealed' }),
    );
  }

  async #extended(session: SessionInForce, running: RunningRequest): Promise<void> {
    const { use } = this.requireOpen();
    const { request } = running.ceremony;
    const { wall, mono } = this.#ctx.clock.look();
    const ended = this.#requests.step(running, { kind: 'grant', now: wall });
    session.write(
      [
        {
          ...requestEntry(request),
          act: 'window.extend',
          out: 'ok',
          say: { incident: request.incident, reason: request.reason },
          d: { minutes: request.minutes },
        },
      ],
      (tx) => tx.requests.change(request.id, { state: 'extended', endedAt: wall, endedHow: 'extended' }),
    );
    running.advance(ended);
    session.endExtension();
    use.advance(this.#requests.step(use, { kind: 'extend-granted', request: request.id, minutes: request.minutes, now: wall }));
    use.moveWindow(extendWindow(use.window, request.minutes, mono));
    this.#ctx.changed();
  }
}
