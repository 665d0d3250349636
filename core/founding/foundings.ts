/** A founding from its name to its rehearsal. Nothing is called a vault until every share has opened once. */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../shared/base/app-error.ts';
import { toBase64url } from '../../shared/base/bytes.ts';
import type { DraftCompartment } from '../../shared/contract/view.ts';
import { mayGoTo, resumeStep } from '../../shared/domain/founding.ts';
import { ROLES, type Role } from '../../shared/domain/member.ts';
import { charterHash, encodeCharter } from '../../shared/format/charter.ts';
import { verifyFounding } from '../../shared/format/charter-chain.ts';
import type { Charter } from '../../shared/format/charter-form.ts';
import { encodeSignatures } from '../../shared/format/charter-signature.ts';
import { makeId } from '../../shared/format/ids.ts';
import type { EntryDraft } from '../../shared/log/leaf/entry-draft.ts';
import type { EngineContext } from '../session/context.ts';
import { asState, type FoundingDraft, newDraft, unsigned, writeDraft } from '../session/founding-draft.ts';
import type { Session } from '../session/session.ts';
import { DRAFT_ENDING, finishFounding } from '../store/file/finish-founding.ts';
import { createVaultFile } from '../store/file/vault-file.ts';
import type { VaultChange } from '../store/log/station-log.ts';
import { charterOf } from '../vault/charter-of-draft.ts';
import type { VaultOpener } from '../vault/open-vault.ts';
import { overrideEntries } from './override-entries.ts';

/**
 * The draft of a new vault: started, changed, checked step by step, and made into a charter. Every change is stored and logged at
 * once. Throws `founding.none` when no draft is open.
 */
export class Foundings {
  readonly #ctx: EngineContext;
  readonly #opener: VaultOpener;

  constructor(ctx: EngineContext, opener: VaultOpener) {
    this.#ctx = ctx;
    this.#opener = opener;
  }

  /** Starts a founding. False when the person closed the folder dialog without choosing. */
  async start({ name, chooseFolder }: { name: string; chooseFolder: boolean }): Promise<boolean> {
    const folder = chooseFolder ? await this.#ctx.ports.files.pickFolder('founding') : join(this.#ctx.ports.userData, 'vaults');
    if (folder === null) return false;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.begin(name, freePath(folder, name), false);
    return true;
  }

  /** Makes a new draft file at `path` and opens it. */
  begin(name: string, path: string, practice: boolean): Session {
    this.#opener.close();
    const vault = makeId('vault', this.#ctx.ports.random);
    const file = createVaultFile(path, { vault, practice, stage: 'draft', now: this.#ctx.clock.look().wall });
    const session = this.#opener.enter(file, null, newDraft(name.trim()), { name: name.trim(), kind: 'draft' });
    const draft = session.draft as FoundingDraft; // given in the line above
    this.#commit(session, draft, 'founding.start', { vault: name.trim() });
    return session;
  }

  /** Throws `founding.none`, also when the founding is done and only its last page is still open: that file is a vault. */
  draft(): { readonly session: Session; readonly draft: FoundingDraft } {
    const { session } = this.#ctx;
    if (session?.draft === null || session === null || session.file.stage !== 'draft')
      throw new AppError('founding.none', 'no founding is under way');
    return { session, draft: session.draft };
  }

  name(name: string, passphrase: boolean): void {
    const { session, draft } = this.draft();
    if (passphrase !== draft.passphrase && draft.members.some(({ keys }) => keys.length > 0)) {
      throw new AppError('founding.step_incomplete', 'keys are registered already', { detail: { field: 'passphrase' } });
    }
    const changed = name.trim() !== draft.name;
    this.saveUnlogged(session, { ...(changed ? unsigned(draft) : draft), name: name.trim(), passphrase });
  }

  members(members: readonly { id: string | null; name: string; roles: readonly Role[] }[]): void {
    const { session, draft } = this.draft();
    const known = new Map(draft.members.map((member) => [member.id, member]));
    const next = members.map(({ id, name, roles }) => ({
      ...(known.get(id ?? '') ?? {
        id: makeId('member', this.#ctx.ports.random),
        kemPublicKey: null,
        signingPublicKey: null,
        parameters: null,
        keys: [],
      }),
      name: name.trim(),
      roles: ROLES.filter((role) => roles.includes(role)),
    }));
    this.#commit(session, { ...unsigned(draft), members: next }, 'founding.members', {}, { members: next.length });
  }

  forgetKey(member: string, key: string): void {
    const { session, draft } = this.draft();
    const members = draft.members.map((one) => (one.id === member ? { ...one, keys: one.keys.filter(({ id }) => id !== key) } : one));
    this.#commit(session, { ...unsigned(draft), members }, 'founding.members', {}, { members: members.length });
  }

  compartments(compartments: readonly (Omit<DraftCompartment, 'id'> & { id: string | null })[]): void {
    const { session, draft } = this.draft();
    const next = compartments.map((one) => ({
      ...one,
      id: one.id ?? makeId('compartment', this.#ctx.ports.random),
      name: one.name.trim(),
      summary: one.summary.trim(),
    }));
    this.#commit(session, { ...unsigned(draft), compartments: next }, 'founding.rules', {}, { compartments: next.length });
  }

  /** Goes to a step. Throws `founding.step_incomplete` when an earlier one is not complete. Reaching the signatures makes the charter. */
  async go(step: FoundingDraft['step']): Promise<void> {
    const { draft } = this.draft();
    if (!mayGoTo(asState(draft), step))
      throw new AppError('founding.step_incomplete', 'an earlier step is not complete', { detail: { field: resumeStep(asState(draft)) } });
    if ((step === 'sign' || step === 'rehearse') && draft.charter === null) await this.#makeCharter();
    const { session, draft: now } = this.draft();
    this.saveUnlogged(session, { ...now, step });
  }

  discard(): void {
    const { session } = this.draft();
    const { path } = session.file;
    this.#opener.close();
    for (const ending of ['', '-wal', '-shm', '-ballast']) rmSync(`${path}${ending}`, { force: true });
    this.#ctx.station.forgot(path);
  }

  /** Closes the file and opens it again from disk, as the morning after would: what follows relies on what was stored. */
  reopen(): Session {
    const { session } = this.draft();
    const { path } = session.file;
    this.#opener.close();
    return this.#opener.openDraft(path);
  }

  /** The rehearsal was sealed: the draft becomes a vault, in one transaction with its entry, and gets its name. */
  complete(): void {
    const { session, draft } = this.draft();
    const charter = session.charter;
    if (charter === null) throw new AppError('founding.not_all_signed', 'there is no charter');
    verifyFounding({ bytes: charter.bytes, signatures: draft.signatures });
    const signatures = encodeSignatures(draft.signatures);
    const say = { vault: draft.name };
    session.write(
      [{ act: 'founding.complete', out: 'ok', say, d: { members: draft.members.length, compartments: draft.compartments.length } }],
      (tx) => {
        tx.charters.add({ version: charter.value.version, bytes: charter.bytes, signatures });
        tx.drafts.clear();
        tx.meta.put('name', draft.name);
        tx.becomeVault();
      },
    );
    const { path } = session.file;
    this.#opener.close();
    this.#ctx.station.forgot(path);
    const opened = this.#opener.openVault(path.endsWith(DRAFT_ENDING) ? finishFounding(path) : path);
    opened.setDraft({ ...draft, rehearsed: true, step: 'done' });
    this.#ctx.changed();
  }

  /** Stores the draft without a log entry, for changes that the log does not record. */
  saveUnlogged(session: Session, draft: FoundingDraft): void {
    const { step, json } = writeDraft(draft);
    session.file.saveDraft(step, json);
    this.#setDraft(session, draft);
  }

  /** Stores the draft and its entries in one transaction with `change`. */
  commitWith(session: Session, draft: FoundingDraft, entries: readonly EntryDraft[], change?: (tx: VaultChange) => void): void {
    const { step, json } = writeDraft(draft);
    session.write(entries, (tx) => {
      tx.drafts.put(step, json);
      change?.(tx);
    });
    this.#setDraft(session, draft);
  }

  #commit(
    session: Session,
    draft: FoundingDraft,
    act: 'founding.start' | 'founding.members' | 'founding.rules',
    say: Record<string, string>,
    d: Record<string, number> = {},
  ): void {
    this.commitWith(session, draft, [{ act, out: 'ok', say, d }, ...overrideEntries(session.draft, draft)]);
  }

  #setDraft(session: Session, draft: FoundingDraft): void {
    session.setDraft(draft);
    this.#ctx.changed();
  }

  async #makeCharter(): Promise<void> {
    const { session, draft } = this.draft();
    const decoys = draft.compartments.map(({ id }) => ({ id: makeId('compartment', this.#ctx.ports.random), of: id }));
    const rules = [
      ...draft.compartments.map(({ id, rule }) => ({ id, rule })),
      ...decoys.map(({ id, of }) => ({ id, rule: ruleOf(draft, of) })),
    ];
    const sealed = await this.#ctx.strongroom().call('found.seal', {
      vault: session.file.vault,
      members: draft.members.map(({ id, kemPublicKey }) => ({ id, kemPublicKey: kemPublicKey ?? '' })),
      compartments: rules,
    });
    const charter: Charter = charterOf({
      draft,
      decoys,
      sealed,
      vault: session.file.vault,
      practice: session.file.practice,
      now: this.#ctx.clock.look().wall,
    });
    const bytes = encodeCharter(charter);
    session.putInForce({ value: charter, bytes, hash: charterHash(bytes) });
    this.saveUnlogged(session, { ...draft, charter: toBase64url(bytes), signatures: [], proven: [] });
  }
}

function ruleOf(draft: FoundingDraft, compartment: string): DraftCompartment['rule'] {
  const found = draft.compartments.find(({ id }) => id === compartment);
  if (found === undefined) throw new AppError('internal', 'a decoy of no compartment');
  return found.rule;
}

/** A free path for this name in the folder: "Nordhamn production", or "Nordhamn production 2" if that is taken. */
function freePath(folder: string, name: string): string {
  const plain =
    name
      .normalize('NFKD')
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .trim()
      .slice(0, 60) || 'vault';
  for (let n = 1; ; n++) {
    const base = join(folder, n === 1 ? plain : `${plain} ${n}`);
    if (!existsSync(`${base}${DRAFT_ENDING}`) && !existsSync(`${base}.halligan`)) return `${base}${DRAFT_ENDING}`;
  }
}
