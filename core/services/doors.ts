/** Opening and closing what is on this station: a vault file, or a founding's draft. Everything in it is verified first. */
import { AppError, isAppError } from '../../shared/base/app-error.ts';
import { charterHash, parseCharter } from '../../shared/format/charter.ts';
import { verifyChain } from '../../shared/format/charter-chain.ts';
import { parseSignatures } from '../../shared/format/charter-signature.ts';
import { DRAFT_ENDING, finishFounding } from '../store/finish-founding.ts';
import { openVaultFile, type VaultFile } from '../store/vault-file.ts';
import type { EngineContext } from './engine-context.ts';
import { asState, draftCharter, type FoundingDraft, readDraft } from './founding-draft.ts';
import { resumeStep } from '../../shared/domain/founding.ts';
import { endInterrupted } from './interrupted.ts';
import { type CharterInForce, Session } from './session.ts';

export class Doors {
  readonly #ctx: EngineContext;
  /** Whatever a closing vault must not leave behind: set by the engine. */
  onClose: () => void = () => {};

  constructor(ctx: EngineContext) {
    this.#ctx = ctx;
  }

  /** Opens whichever it is. Throws `vault.*`, `charter.*`, `format.*`, `log.*`; what was open before stays open then. */
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
    const file = this.#take(path, 'vault');
    try {
      const charter = charterInForce(file);
      const seen = this.#ctx.station.seen(file.vault);
      if (charter.value.version < seen.charter) {
        throw new AppError('vault.older_than_seen', 'this station has seen a newer charter', { detail: { version: charter.value.version, seen: seen.charter } });
      }
      const session = this.enter(file, charter, null);
      const { name, kind } = charter.value;
      this.#ctx.station.opened({ path, name, kind, at: this.#ctx.clock.look().wall });
      endInterrupted(this.#ctx, session);
      return session;
    } catch (error) {
      file.close();
      throw error;
    }
  }

  openDraft(path: string): Session {
    const file = this.#take(path, 'draft');
    try {
      const draft = readDraft(file);
      const bytes = draftCharter(draft);
      const charter = bytes === null ? null : { value: parseCharter(bytes), bytes, hash: charterHash(bytes) };
      const session = this.enter(file, charter, { ...draft, step: resumeStep(asState(draft)) });
      this.#ctx.station.opened({ path, name: draft.name, kind: 'draft', at: this.#ctx.clock.look().wall });
      endInterrupted(this.#ctx, session);
      return session;
    } catch (error) {
      file.close();
      throw error;
    }
  }

  /** Opens the log and makes this the session at hand. */
  enter(file: VaultFile, charter: CharterInForce | null, draft: FoundingDraft | null): Session {
    const { station, clock, ports } = this.#ctx;
    const before = station.seen(file.vault);
    const log = file.openLog({
      station: station.id, app: ports.appVersion, key: station.key, keyKind: station.box.kind,
      clock: clock.reading, seen: before.head, onMismatch: 'begin-anew', random: ports.random,
    });
    const head = log.head();
    if (before.head !== null && before.head.origin !== head.origin) {
      log.commit({ entries: [{ act: 'log.rollback_detected', out: 'ok', d: { seen_size: before.head.size } }] });
      this.#ctx.notice('bad', 'older-copy', { seen: before.head.size });
    }
    const session = new Session(file, log, charter, draft);
    log.commit({ entries: [{ act: 'app.start', out: 'ok', d: { host: ports.host.kind } }] });
    this.#ctx.session = session;
    this.anchor();
    this.#ctx.onChange();
    return session;
  }

  /** Remembers the head outside the file, so that an older copy is noticed. A failure is reported, never fatal. */
  anchor(): void {
    const { session, station, ports } = this.#ctx;
    if (session === null) return;
    try {
      station.saw(session.file.vault, session.log.head(), session.file.stage === 'vault' ? (session.charter?.value.version ?? 0) : 0);
    } catch {
      ports.report('the station could not remember the head of the log');
    }
  }

  /** Seals, writes that the app let go of it, and closes the file. */
  close(): void {
    this.onClose();
    const { session } = this.#ctx;
    this.#ctx.endStrongroom();
    this.#ctx.session = null;
    if (session === null) return;
    try {
      session.write([{ act: 'app.stop', out: 'ok' }]);
      this.#ctx.session = session;
      this.anchor();
    } catch {
      this.#ctx.ports.report('the last entry could not be written');
    } finally {
      this.#ctx.session = null;
      session.file.close();
      this.#ctx.onChange();
    }
  }

  /** The file, once what was open is closed; a file that does not open leaves the other one as it is. */
  #take(path: string, stage: 'vault' | 'draft'): VaultFile {
    if (this.#ctx.session?.file.path === path) this.close();
    const file = openVaultFile(path, stage);
    this.close();
    return file;
  }
}

/** The charter that holds, of a chain that was verified from the founding on. */
function charterInForce(file: VaultFile): CharterInForce {
  const rows = file.read.charters.all();
  const chain = rows.map(({ bytes, signatures }) => ({ bytes, signatures: parseSignatures(signatures) }));
  const value = verifyChain(chain).at(-1);
  const bytes = rows.at(-1)?.bytes;
  if (value === undefined || bytes === undefined) throw new AppError('charter.broken_chain', 'a vault without a charter');
  if (value.vault !== file.vault || (value.kind === 'practice') !== file.practice) throw new AppError('charter.wrong_vault', 'the charter is of another vault');
  return { value, bytes: new Uint8Array(bytes), hash: charterHash(bytes) };
}
