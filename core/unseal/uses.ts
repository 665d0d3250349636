/** What is done with an open credential: shown, copied, saved, or used without being seen. One entry before, one after. */
import { writeFile } from 'node:fs/promises';
import { AppError, isAppError } from '../../shared/base/app-error.ts';
import { copyOf, fromBase64url, toBase64url } from '../../shared/base/bytes.ts';
import type { InputIn, OutputIn } from '../../shared/contract/call.ts';
import type { calls } from '../../shared/contract/calls.ts';
import type { StoredCredential } from '../../shared/contract/strongroom-calls.ts';
import { CLIPBOARD_CLEARS_AFTER_SECONDS, REVEAL_HIDES_AFTER_SECONDS } from '../../shared/domain/policy.ts';
import { hideField, showField } from '../../shared/domain/window.ts';
import type { PairedAction } from '../../shared/log/leaf/action.ts';
import type { ResultDraft } from '../../shared/log/leaf/entry-draft.ts';
import { credentialKindOf } from '../desk/deposits.ts';
import { directoryRows } from '../desk/directory-rows.ts';
import { acting } from '../session/acting.ts';
import type { EngineContext } from '../session/context.ts';
import type { OpenUse, UseCount } from '../session/open-use.ts';
import type { Session } from '../session/session.ts';
import { spend } from '../store/log/durable.ts';
import type { OpenWindowService } from './open-window.ts';
import { requestEntry } from './requests.ts';

type Calls = typeof calls;
type Exposing = Extract<PairedAction, 'item.reveal' | 'item.large' | 'item.copy' | 'item.save'>;

const HOW = { 'item.reveal': 'shown', 'item.large': 'large', 'item.copy': 'copied', 'item.save': 'saved' } as const;

/**
 * The `window.*` calls that use a credential: each throws `window.closed` when no window is open. Showing, copying, saving and
 * one-time codes are logged before a secret leaves the strongroom.
 */
export class Uses {
  readonly #ctx: EngineContext;
  readonly #windows: OpenWindowService;

  constructor(ctx: EngineContext, windows: OpenWindowService) {
    this.#ctx = ctx;
    this.#windows = windows;
  }

  list({ text, offset, limit }: InputIn<Calls, 'window.list'>): OutputIn<Calls, 'window.list'> {
    const { session, use } = this.#windows.requireOpen();
    const found = session.titles?.search(text, ({ compartment }) => use.ceremony.request.compartments.includes(compartment)) ?? [];
    return { total: found.length, rows: directoryRows(session, found.slice(offset, offset + limit)) };
  }

  async credential({ credential }: InputIn<Calls, 'window.credential'>): Promise<OutputIn<Calls, 'window.credential'>> {
    const { session, use } = this.#windows.requireOpen();
    const stored = this.#stored(session, use, credential);
    const strongroom = await this.#ctx.strongroomInUse();
    const outline = await strongroom.call('credential.outline', { stored });
    const title = session.titles?.get(credential);
    return {
      id: credential,
      title: title?.title ?? credential,
      system: title?.system ?? '',
      owner: title?.owner ?? '',
      kind: stored.kind,
      compartment: stored.compartment,
      version: stored.version,
      depositedBy: session.nameOf(outline.depositor),
      depositedAt: stored.depositedAt,
      fields: outline.fields.map((field) => ({ ...field })),
      code: outline.code,
    };
  }

  async reveal({ credential, field, how, to }: InputIn<Calls, 'window.reveal'>): Promise<OutputIn<Calls, 'window.reveal'>> {
    const act = how === 'large' ? 'item.large' : 'item.reveal';
    const sealed = await this.#exposing(act, credential, field, async (stored, use) => {
      const strongroom = await this.#ctx.strongroomInUse();
      const revealed = await strongroom.call('credential.reveal', { stored, field, to: fromBase64url(to) });
      use.moveWindow(showField(use.window, credential, field, this.#ctx.clock.look().mono));
      return toBase64url(copyOf(revealed.sealed));
    });
    return { sealed, hidesInMs: REVEAL_HIDES_AFTER_SECONDS * 1000 };
  }

  hide({ credential, field }: InputIn<Calls, 'window.hide'>): void {
    const { session, use } = this.#windows.requireOpen();
    if (!use.window.shown.some((one) => one.credential === credential && one.field === field)) return;
    use.moveWindow(hideField(use.window, credential, field));
    this.#windows.hidden(session, use, credential, field);
    this.#ctx.changed();
  }

  async copy({ credential, field }: InputIn<Calls, 'window.copy'>): Promise<OutputIn<Calls, 'window.copy'>> {
    const { session, use } = this.#windows.requireOpen();
    const { fields } = await (await this.#ctx.strongroomInUse()).call('credential.outline', {
      stored: this.#stored(session, use, credential),
    });
    const open = fields.find(({ id }) => id === field)?.value ?? null;
    // An address or a user name is no secret: copying it exposes nothing.
    if (open !== null) {
      await this.#toClipboard(session, use, credential, field, open);
      this.#ctx.changed();
      return { clearsInMs: CLIPBOARD_CLEARS_AFTER_SECONDS * 1000 };
    }
    await this.#exposing('item.copy', credential, field, async (stored, use, session) => {
      const strongroom = await this.#ctx.strongroomInUse();
      const { value } = await strongroom.call('credential.plain', { stored, field });
      await this.#toClipboard(session, use, credential, field, value);
    });
    return { clearsInMs: CLIPBOARD_CLEARS_AFTER_SECONDS * 1000 };
  }

  async code({ credential }: InputIn<Calls, 'window.code'>): Promise<OutputIn<Calls, 'window.code'>> {
    const { session, use } = this.#windows.requireOpen();
    const stored = this.#stored(session, use, credential);
    const make = async () => (await this.#ctx.strongroomInUse()).call('credential.code', { stored, now: this.#ctx.clock.look().wall });
    if (use.hasUsedCode(credential)) return make();
    const done = await this.#written(session, use, 'item.code', stored, 'otpauth', make, () =>
      use.countUnseenUse(this.#ctx.clock.look().wall),
    );
    use.noteCode(credential);
    return done;
  }

  async copyCode({ credential }: InputIn<Calls, 'window.copyCode'>): Promise<OutputIn<Calls, 'window.copyCode'>> {
    const { code } = await this.code({ credential });
    const { session, use } = this.#windows.requireOpen();
    await this.#toClipboard(session, use, credential, 'code', code);
    this.#ctx.changed();
    return { clearsInMs: CLIPBOARD_CLEARS_AFTER_SECONDS * 1000 };
  }

  async save({ credential }: InputIn<Calls, 'window.save'>): Promise<OutputIn<Calls, 'window.save'>> {
    const { session, use } = this.#windows.requireOpen();
    const stored = this.#stored(session, use, credential);
    const path = await this.#ctx.ports.files.pickSave(session.titles?.get(credential)?.title ?? 'file');
    if (path === null) return { saved: false };
    await this.#exposing('item.save', credential, 'file', async () => {
      const strongroom = await this.#ctx.strongroomInUse();
      const { bytes } = await strongroom.call('credential.file', {
        stored,
        chunks: [...session.file.read.credentials.chunks(credential, stored.version)].map(copyOf),
      });
      try {
        await writeFile(path, bytes, { mode: 0o600 });
      } catch (cause) {
        throw new AppError('host.file_not_written', 'the file could not be written', { cause });
      } finally {
        bytes.fill(0);
      }
    });
    return { saved: true };
  }

  async #exposing<T>(
    act: Exposing,
    credential: string,
    field: string,
    effect: (stored: StoredCredential, use: OpenUse, session: Session) => Promise<T>,
  ): Promise<T> {
    const { session, use } = this.#windows.requireOpen();
    const stored = this.#stored(session, use, credential);
    const outcome = await this.#written(
      session,
      use,
      act,
      stored,
      field,
      () => effect(stored, use, session),
      () => use.countUse(this.#ctx.clock.look().wall),
    );
    this.#ctx.changed();
    return outcome;
  }

  /** Intent durable, effect, result. A result that cannot be written seals at once. */
  async #written<T>(
    session: Session,
    use: OpenUse,
    act: Exclude<PairedAction, 'vault.unseal'>,
    stored: StoredCredential,
    field: string,
    effect: () => Promise<T>,
    used: () => UseCount,
  ): Promise<T> {
    const { request } = use.ceremony;
    const title = session.titles?.get(stored.id);
    if (title !== undefined && title !== null) session.seen.note(stored.id, { title: title.title, system: title.system });
    const common = {
      ...requestEntry(request),
      act,
      obj: { k: 'credential', id: stored.id },
      who: [acting(request.operator, 'operator', null)],
      d: { field, version: stored.version },
      say: {
        ...(title === undefined || title === null ? {} : { title: title.title, system: title.system }),
        operator: session.nameOf(request.operator),
      },
    };
    const at = this.#ctx.clock.look().wall;
    const counted = used();
    const [token] = session.write([{ ...common, ph: 'intent' }], (tx) => {
      tx.requests.change(request.id, counted);
      if (act !== 'item.code')
        use.noteExposure(
          stored.id,
          field,
          tx.exposures.add({
            request: request.id,
            credential: stored.id,
            version: stored.version,
            field,
            member: request.operator,
            how: HOW[act],
            at,
          }),
        );
    });
    spend(token, { act, ceremony: request.id, now: this.#ctx.clock.look().mono });
    const ref = token?.entry.seq ?? 0;
    let value: T;
    try {
      value = await effect();
      // Do not hand out a value when the window was sealed meanwhile.
      if (session.open !== use) throw sealedMeanwhile();
    } catch (cause) {
      const error = session.open === use ? cause : sealedMeanwhile(cause);
      this.#failed(session, { ...common, ph: 'result', ref, out: 'failed', err: isAppError(error) ? error.code : 'internal' });
      throw error;
    }
    try {
      session.write([{ ...common, ph: 'result', ref, out: 'ok' }]);
    } catch (error) {
      this.#windows.seal('log-cannot-write');
      throw error;
    }
    return value;
  }

  /** Writes the result of an intent, even after the seal while the file is open. If that fails, the next start writes it. */
  #failed(session: Session, result: ResultDraft): void {
    if (this.#ctx.session !== session) return;
    try {
      session.write([result]);
    } catch {
      this.#windows.seal('log-cannot-write');
    }
  }

  /** Throws `deposit.unknown_credential`, and `window.out_of_scope` for one that this window did not open. */
  #stored(session: Session, use: OpenUse, credential: string): StoredCredential {
    const row = session.file.read.credentials.get(credential);
    if (row === null) throw new AppError('deposit.unknown_credential', 'there is no such credential');
    if (!use.ceremony.request.compartments.includes(row.compartment))
      throw new AppError('window.out_of_scope', 'this window does not open that compartment', {
        detail: { compartment: session.nameOfCompartment(row.compartment) },
      });
    const { id, version, compartment, depositor, depositedAt } = row;
    return {
      id,
      version,
      compartment,
      kind: credentialKindOf(row.kind),
      depositor,
      depositedAt,
      sealed: copyOf(row.sealed),
      signature: copyOf(row.signature),
    };
  }

  async #toClipboard(session: Session, use: OpenUse, credential: string, field: string, text: string): Promise<void> {
    await this.#ctx.ports.clipboard.write(text);
    if (session.open !== use) {
      // The seal cleared the clipboard before this reached it.
      await this.#ctx.ports.clipboard.clear(text);
      throw sealedMeanwhile();
    }
    use.putOnClipboard({ credential, field, text, clearsAtMono: this.#ctx.clock.look().mono + CLIPBOARD_CLEARS_AFTER_SECONDS * 1000 });
  }
}

function sealedMeanwhile(cause?: unknown): AppError {
  return new AppError('window.closed', 'the window was sealed meanwhile', { cause });
}
