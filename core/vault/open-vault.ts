/** Opening and closing what is on this station: a vault file, or a founding's draft. Everything in it is verified first. */
import { AppError, isAppError } from '../../shared/base/app-error.ts';
import { resumeStep } from '../../shared/domain/founding.ts';
import { charterHash, parseCharter } from '../../shared/format/charter.ts';
import { verifyChain } from '../../shared/format/charter-chain.ts';
import { parseSignatures } from '../../shared/format/charter-signature.ts';
import type { EngineContext } from '../session/context.ts';
import { asState, draftCharter, type FoundingDraft, readDraft } from '../session/founding-draft.ts';
import type { CharterInForce, Session } from '../session/session.ts';
import { DRAFT_ENDING, finishFounding } from '../store/file/finish-founding.ts';
import { openVaultFile, type VaultFile } from '../store/file/vault-file.ts';
import type { StationLog } from '../store/log/station-log.ts';
import { endInterrupted } from './end-interrupted.ts';
import { readRestOfLog } from './read-rest-of-log.ts';

/** Opens and closes files for the engine. At most one is open; opening another closes it. */
export class VaultOpener {
  readonly #ctx: EngineContext;

  constructor(ctx: EngineContext) {
    this.#ctx = ctx;
  }

  /** Opens a vault or a draft, by the ending of its name. Throws `vault.*`, `charter.*`, `format.*`, `log.*`; what was open stays open then. */
  open(path: string): Session {
    if (!path.endsWith(DRAFT_ENDING)) return this.openVault(path);
    try {
      return this.openDraft(path);
    } catch (error) {
      // A crash between the founding's last transaction and its new name.
      if (isAppError(error, 'vault.not_a_vault')) return this.openVault(finishFounding(path));
      throw error;
    }
  }

  openVault(path: string): Session {
    const { file, found } = this.#take(path, 'vault', (opened) => {
      const charter = charterInForce(opened);
      const seen = this.#ctx.station.seen(opened.vault);
      if (charter.value.version < seen.charter) {
        throw new AppError('vault.older_than_seen', 'this station has seen a newer charter', {
          detail: { version: charter.value.version, seen: seen.charter },
        });
      }
      return charter;
    });
    const { name, kind } = found.value;
    return this.enter(file, found, null, { name, kind });
  }

  openDraft(path: string): Session {
    const { file, found } = this.#take(path, 'draft', (opened) => {
      const draft = readDraft(opened);
      const bytes = draftCharter(draft);
      const charter = bytes === null ? null : { value: parseCharter(bytes), bytes, hash: charterHash(bytes) };
      return { charter, draft: { ...draft, step: resumeStep(asState(draft)) } };
    });
    return this.enter(file, found.charter, found.draft, { name: found.draft.name, kind: 'draft' });
  }

  /** Opens the log, starts the session and ends what a crash interrupted. Closes the file when any of it fails. */
  enter(
    file: VaultFile,
    charter: CharterInForce | null,
    draft: FoundingDraft | null,
    known: { readonly name: string; readonly kind: 'real' | 'practice' | 'draft' },
  ): Session {
    try {
      const { log, clock } = this.#openLog(file);
      const session = this.#ctx.enter({ file, log }, charter, draft);
      clock.session = session;
      this.#ctx.events.vaultEntered();
      session.write([{ act: 'app.start', out: 'ok', d: { host: this.#ctx.ports.host.kind } }]);
      endInterrupted(this.#ctx, session);
      this.#recall(file.path, known);
      this.rememberHead();
      this.#ctx.changed();
      readRestOfLog(session.log, { stillOpen: () => this.#ctx.session === session, onHarm: () => this.#openAnew(file.path) });
      return session;
    } catch (error) {
      this.#ctx.leave();
      file.close();
      throw error;
    }
  }

  /** Damage found later is handled like damage found at opening: close, reopen (which reads everything), start the next epoch. */
  #openAnew(path: string): void {
    this.close();
    try {
      this.open(path);
    } catch {
      this.#ctx.ports.report('the vault was closed: its log was changed');
    }
  }

  /** `clock`: put the session there once it is open, so that every entry names its newest valid receipt. */
  #openLog(file: VaultFile): { readonly log: StationLog; readonly clock: { session: Session | null } } {
    const floor: { session: Session | null } = { session: null };
    const { station, clock, ports } = this.#ctx;
    const { head: seen } = station.seen(file.vault);
    const known = new Set(file.entries.logs().map(({ origin }) => origin));
    const log = file.openLog({
      station: station.id,
      app: ports.appVersion,
      key: station.key,
      keyKind: station.box.kind,
      clock: () => ({ ...clock.reading(), floor: floor.session?.floor ?? null }),
      seen,
      onMismatch: 'begin-anew',
      random: ports.random,
    });
    if (!known.has(log.origin)) this.#sayWhyAnew([...file.entries.newestFirst(log.origin)].at(-1)?.entry.d['reason'], seen?.size ?? 0);
    return { log, clock: floor };
  }

  /** Tells the person when a new log was started instead of the old one. The genesis of the new one holds the reason. */
  #sayWhyAnew(reason: unknown, seen: number): void {
    if (reason === 'rollback') this.#ctx.notice('bad', 'older-copy', { seen });
    if (reason === 'tampered' || reason === 'key_changed') this.#ctx.notice('bad', 'log.tampered', { seen });
    if (reason === 'joined') this.#ctx.notice('care', 'log-epoch');
  }

  /** The list of recent files is a convenience: on a full disk the vault opens without it. */
  #recall(path: string, known: { readonly name: string; readonly kind: 'real' | 'practice' | 'draft' }): void {
    try {
      this.#ctx.station.opened({ path, ...known, at: this.#ctx.clock.look().wall });
    } catch {
      this.#ctx.ports.report('the station could not remember what it opened');
    }
  }

  /** Remembers the head outside the file, so that an older copy is noticed. A failure is reported, never fatal. */
  rememberHead(): void {
    const { session } = this.#ctx;
    if (session !== null) this.#rememberHeadOf(session);
  }

  #rememberHeadOf(session: Session): void {
    const { station, ports } = this.#ctx;
    try {
      station.saw(session.file.vault, session.log.head(), session.file.stage === 'vault' ? (session.charter?.value.version ?? 0) : 0);
    } catch {
      ports.report('the station could not remember the head of the log');
    }
  }

  /** Seals, logs the closing and closes the file, even when nothing can be written any more. */
  close(): void {
    try {
      this.#ctx.events.vaultClosing();
    } catch {
      this.#ctx.ports.report('what was under way could not be written to its end');
    }
    const session = this.#ctx.leave();
    if (session === null) return;
    try {
      session.write([{ act: 'app.stop', out: 'ok' }]);
      this.#rememberHeadOf(session);
    } catch {
      this.#ctx.ports.report('the last entry could not be written');
    } finally {
      session.file.close();
      this.#ctx.changed();
    }
  }

  /** Opens and checks the file, then closes the one that was open. When the check fails, that one stays open. */
  #take<Found>(
    path: string,
    stage: 'vault' | 'draft',
    look: (file: VaultFile) => Found,
  ): { readonly file: VaultFile; readonly found: Found } {
    if (this.#ctx.session?.file.path === path) this.close();
    const file = openVaultFile(path, stage);
    try {
      const found = look(file);
      this.close();
      return { file, found };
    } catch (error) {
      file.close();
      throw error;
    }
  }
}

/** The newest charter, after the whole chain since the founding was verified. */
function charterInForce(file: VaultFile): CharterInForce {
  const rows = file.read.charters.all();
  const chain = rows.map(({ bytes, signatures }) => ({ bytes, signatures: parseSignatures(signatures) }));
  const value = verifyChain(chain).at(-1);
  const bytes = rows.at(-1)?.bytes;
  if (value === undefined || bytes === undefined) throw new AppError('charter.broken_chain', 'a vault without a charter');
  if (value.vault !== file.vault || (value.kind === 'practice') !== file.practice)
    throw new AppError('charter.wrong_vault', 'the charter is of another vault');
  return { value, bytes: new Uint8Array(bytes), hash: charterHash(bytes) };
}
