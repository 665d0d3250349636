/** The open window: from the quorum's last touch to its seal. Everything shown was written down, durably, before. */
import { AppError, isAppError } from '../../shared/base/app-error.ts';
import { declareExtension } from '../../shared/domain/ceremony-declare.ts';
import { drillResult } from '../../shared/domain/drill-result.ts';
import { actInWindow, extendWindow, openWindow, type SealReason, tickWindow } from '../../shared/domain/window.ts';
import { charterHash } from '../../shared/format/charter.ts';
import { makeId } from '../../shared/format/ids.ts';
import { encodeRequest } from '../../shared/format/request.ts';
import type { IntentDraft, ResultDraft } from '../../shared/log/leaf/entry-draft.ts';
import type { Desk } from '../desk/desk.ts';
import type { EngineContext } from '../session/context.ts';
import { acting, type OpenUse, type Running, type Session } from '../session/session.ts';
import { spend } from '../store/log/durable.ts';
import { type Ceremonies, entryOf } from './requests.ts';

/** Ends of a rehearsal after which it is done again: it was cut off, or the founding is being left. */
const NOT_REHEARSED: ReadonlySet<SealReason> = new Set<SealReason>(['strongroom-gone', 'quit', 'log-cannot-write']);

export class Windows {
  readonly #ctx: EngineContext;
  readonly #ceremonies: Ceremonies;
  readonly #desk: Desk;
  /** A founding's rehearsal was opened and sealed: set by the engine. */
  onRehearsed: () => void = () => {};

  constructor(ctx: EngineContext, ceremonies: Ceremonies, desk: Desk) {
    this.#ctx = ctx;
    this.#ceremonies = ceremonies;
    this.#desk = desk;
  }

  /** Throws `window.closed`. Being asked is an act: the idle time starts again. What is due is sealed first. */
  open(): { readonly session: ReturnType<EngineContext['vault']>; readonly use: OpenUse } {
    this.tick();
    const session = this.#ctx.vault();
    if (session.open === null) throw new AppError('window.closed', 'no window is open');
    session.open.window = actInWindow(session.open.window, this.#ctx.clock.look().mono);
    return { session, use: session.open };
  }

  /** The quorum is there: the intents are durable, then the shares are combined, then the window opens. */
  async grant(running: Running): Promise<void> {
    const session = this.#ctx.vault();
    const { request } = running.ceremony;
    if (request.extends !== null) return this.#extended(session, running);
    const common = { ...entryOf(request), act: 'vault.unseal' as const };
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
      const room = await this.#ctx.roomInUse();
      await room.call('open', { request: request.id, compartments: request.compartments });
    } catch (error) {
      session.write(results('failed', isAppError(error) ? error.code : 'internal'));
      const whose = isAppError(error) ? error.detail['member'] : undefined;
      if (isAppError(error) && typeof whose === 'string') {
        this.#ceremonies.refused(session, running, {
          member: whose,
          key: '',
          code: error.code,
          detail: { ...error.detail, member: session.nameOf(whose) },
        });
      }
      throw error;
    }
    const look = this.#ctx.clock.look();
    const ceremony = this.#ceremonies.step(running, { kind: 'grant', now: look.wall });
    try {
      session.write(results('ok', null), (tx) => tx.requests.change(request.id, { state: 'open', openedAt: look.wall }));
    } catch (error) {
      // Open and not written down must not be: the process that holds the keys ends, and the shares are gone with it.
      this.#ctx.endStrongroom();
      this.#endUnwritten(request.id);
      throw error;
    }
    session.gathering = null;
    session.open = {
      ceremony,
      bytes: running.bytes,
      declared: running.declared,
      window: openWindow(request.minutes, ceremony.policy.idleSeconds, look),
      exposures: new Map(),
      copied: null,
      codes: new Set(),
      firstUseAt: null,
      unseen: 0,
    };
    this.#desk.showTitles(session);
    this.#ctx.onChange();
  }

  #endUnwritten(request: string): void {
    try {
      this.#ceremonies.abort(request);
    } catch {
      this.#ctx.ports.report('the end of a request could not be written');
    }
  }

  /** More time: a request of its own to the same quorum, gathered while the window stays open. */
  askMore({ minutes, reason }: { minutes: number; reason: string }): void {
    const { session, use } = this.open();
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
      ...entryOf(request),
      act: 'request.declare' as const,
      out: 'ok' as const,
      who: [acting(request.operator, 'operator', null)],
      say: { incident: request.incident, reason: request.reason },
      d: { minutes, extends: true },
    };
    session.write([entry], (tx) => tx.requests.add({ id, bytes, state: 'gathering', kind: request.kind, declaredAt: wall }));
    use.ceremony = this.#ceremonies.step(use, { kind: 'extend-ask', request: id, now: wall });
    session.extension = { ceremony: result.state, bytes, declared };
    this.#ctx.onChange();
  }

  /** Called on every engine tick: seals, hides and clears the clipboard when that is due. */
  tick(): void {
    const { session } = this.#ctx;
    const use = session?.open;
    if (session === null || use === null || use === undefined) return;
    const look = this.#ctx.clock.look();
    const tick = tickWindow(use.window, look);
    use.window = tick.window;
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
    if (tick.warn !== null || tick.hide.length > 0) this.#ctx.onChange();
  }

  /** Writes that a field was hidden. A record that cannot be kept any more seals. */
  hidden(session: Session, use: OpenUse, credential: string, field: string): void {
    const id = use.exposures.get(`${credential} ${field}`);
    const at = this.#ctx.clock.look().wall;
    try {
      session.write(
        [{ ...entryOf(use.ceremony.request), act: 'item.hide', out: 'ok', obj: { k: 'credential', id: credential }, d: { field } }],
        (tx) => {
          if (id !== undefined) tx.exposures.hide(id, at);
        },
      );
    } catch {
      this.seal('log-cannot-write');
    }
  }

  async clearClipboard(use: OpenUse): Promise<void> {
    const { copied } = use;
    use.copied = null;
    if (copied === null) return;
    await this.#ctx.ports.clipboard.clear(copied.text).catch(() => this.#ctx.ports.report('the clipboard could not be cleared'));
    this.#ctx.onChange();
  }

  /** Ends the process that holds the keys, first of all; then it is written down. Does nothing when nothing is open. */
  seal(reason: SealReason): void {
    const { session } = this.#ctx;
    const use = session?.open;
    if (session === null || use === null || use === undefined) return;
    this.#ctx.endStrongroom();
    session.open = null;
    session.titles?.stop();
    session.titles = null;
    session.desk = null;
    void this.clearClipboard(use);
    const { request } = use.ceremony;
    const { wall } = this.#ctx.clock.look();
    const sealed = this.#ceremonies.step(use, { kind: 'seal', reason, now: wall });
    const result = drillResult(sealed, use.firstUseAt);
    const common = { ...entryOf(request), out: 'ok' as const };
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
    this.#ctx.onChange();
    if (request.kind === 'founding' && !NOT_REHEARSED.has(reason) && use.firstUseAt !== null) this.#rehearsed();
  }

  #rehearsed(): void {
    try {
      this.onRehearsed();
    } catch (error) {
      this.#ctx.notice('bad', isAppError(error) ? error.code : 'internal', { after: 'rehearsal' });
    }
  }

  #endExtension(session: Session): void {
    const { extension } = session;
    session.extension = null;
    if (extension === null) return;
    const { request } = extension.ceremony;
    session.write(
      [{ ...entryOf(request), act: 'request.abort', out: 'ok', say: { incident: request.incident }, d: { why: 'sealed' } }],
      (tx) => tx.requests.change(request.id, { state: 'aborted', endedAt: this.#ctx.clock.look().wall, endedHow: 'sealed' }),
    );
  }

  async #extended(session: ReturnType<EngineContext['vault']>, running: Running): Promise<void> {
    const { use } = this.open();
    const { request } = running.ceremony;
    const { wall, mono } = this.#ctx.clock.look();
    const ended = this.#ceremonies.step(running, { kind: 'grant', now: wall });
    session.write(
      [
        {
          ...entryOf(request),
          act: 'window.extend',
          out: 'ok',
          say: { incident: request.incident, reason: request.reason },
          d: { minutes: request.minutes },
        },
      ],
      (tx) => tx.requests.change(request.id, { state: 'extended', endedAt: wall, endedHow: 'extended' }),
    );
    running.ceremony = ended;
    session.extension = null;
    use.ceremony = this.#ceremonies.step(use, { kind: 'extend-granted', request: request.id, minutes: request.minutes, now: wall });
    use.window = extendWindow(use.window, request.minutes, mono);
    this.#ctx.onChange();
  }
}
