/** Credentials in: one steward, one key, any day. Replacing one keeps its old versions until a quorum prunes them. */

import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '../../shared/base/app-error.ts';
import { fromBase64url } from '../../shared/base/bytes.ts';
import type { InputIn, OutputIn } from '../../shared/contract/call.ts';
import type { calls } from '../../shared/contract/calls.ts';
import type { CredentialTitle, StoredCredential } from '../../shared/contract/strongroom-calls.ts';
import { CREDENTIAL_KINDS } from '../../shared/domain/credential-kind.ts';
import { importKey } from '../../shared/domain/import-rows.ts';
import type { DirectoryRecord, RecordOf } from '../../shared/format/directory.ts';
import { makeId } from '../../shared/format/ids.ts';
import type { EntryDraft } from '../../shared/log/leaf/entry-draft.ts';
import { acting } from '../session/acting.ts';
import type { EngineContext } from '../session/context.ts';
import type { Session } from '../session/session.ts';
import type { VaultChange } from '../store/log/station-log.ts';
import { DECOY_CREDENTIALS, type SampleCredential } from './decoys.ts';
import type { Desk } from './desk.ts';

type Calls = typeof calls;

interface Ready {
  readonly stored: StoredCredential;
  readonly chunks: readonly Uint8Array[];
  readonly record: RecordOf<'credential'>;
  readonly sealedRecord: Uint8Array;
  readonly size: number;
}

/** Credentials that are sealed and wait for the transaction that stores them. */
interface Placed {
  readonly entry: EntryDraft;
  put(tx: VaultChange): void;
}

/**
 * The deposit and import calls. Each needs a steward at the desk: throws `desk.closed`, `desk.role_missing`, and `deposit.*` or
 * `import.*` for what cannot be stored. Secrets are only seen by the strongroom.
 */
export class Deposits {
  readonly #ctx: EngineContext;
  readonly #desk: Desk;
  readonly #files = new Map<string, string>();
  #import: { readonly token: string; readonly strongroomToken: string; readonly rows: number; readonly bad: number } | null = null;

  constructor(ctx: EngineContext, desk: Desk) {
    this.#ctx = ctx;
    this.#desk = desk;
  }

  async pickFile(): Promise<OutputIn<Calls, 'deposit.pickFile'>> {
    const path = await this.#ctx.ports.files.pickOpen('deposit');
    if (path === null) return { file: null };
    const { size } = await stat(path).catch((cause: unknown) => {
      throw new AppError('deposit.file_unreadable', 'this file cannot be read', { cause });
    });
    const token = this.#token(path);
    return { file: { token, name: basename(path), size } };
  }

  async store(input: InputIn<Calls, 'deposit.store'>): Promise<OutputIn<Calls, 'deposit.store'>> {
    const { session, member } = this.#desk.requireAtDesk('steward');
    const { compartment, kind } = input;
    this.#requireReal(session, compartment);
    const head = input.replaces === null ? null : session.file.read.credentials.get(input.replaces);
    if (input.replaces !== null && (head === null || head.compartment !== compartment))
      throw new AppError('deposit.unknown_credential', 'this credential is not in that compartment');
    const credential = head?.id ?? makeId('credential', this.#ctx.ports.random);
    const version = (head?.version ?? 0) + 1;
    const at = this.#ctx.clock.look().wall;
    const envelope = { key: input.envelope.key, sealed: fromBase64url(input.envelope.sealed) };
    const path = input.file === null ? null : (this.#files.get(input.file) ?? null);
    const strongroom = await this.#ctx.strongroomInUse();
    const { stored, chunks, fields } = await strongroom.call('credential.store', {
      credential,
      version,
      compartment,
      kind,
      member,
      at,
      envelope,
      path,
    });
    const title = { title: input.title.trim(), system: input.system.trim(), owner: input.owner.trim() };
    const ready = await this.#ready(stored, title, fields, chunks);
    const entry: EntryDraft = {
      act: head === null ? 'deposit.store' : 'deposit.replace',
      out: 'ok',
      who: [acting(member, 'steward', null)],
      obj: { k: 'credential', id: credential },
      d: { version, kind, compartment },
      say: { ...sayOf(title), compartment: session.nameOfCompartment(compartment) },
    };
    session.write([entry], (tx) => storeAll(tx, [ready], at));
    session.titles?.put(credential, ready.record);
    if (input.file !== null) this.#files.delete(input.file);
    this.#ctx.changed();
    return { credential, version };
  }

  async pickImport(): Promise<OutputIn<Calls, 'import.pick'>> {
    const { session } = this.#desk.requireAtDesk('steward');
    const path = await this.#ctx.ports.files.pickOpen('csv');
    if (path === null) return { file: null };
    // Titles that are not read yet could be imported twice, so wait for all of them.
    await this.#desk.titles().whole();
    const compartments = session.charter.value.compartments.filter(({ kind }) => kind === 'real').map(({ id, name }) => ({ id, name }));
    const [only] = compartments;
    const taken = this.#desk
      .titles()
      .search('', () => true)
      .map(({ compartment, system, title }) => importKey(compartment, system, title));
    const defaultCompartment = compartments.length === 1 && only !== undefined ? only.id : null;
    const strongroom = await this.#ctx.strongroomInUse();
    const { token, columns, rows } = await strongroom.call('import.read', { path, compartments, defaultCompartment, taken });
    const bad = rows.filter(({ problems }) => problems.length > 0);
    const file = this.#token(path);
    this.#import = { token: file, strongroomToken: token, rows: rows.length, bad: bad.length };
    // Rows with errors come first: the steward has to mend them before anything else.
    const shown = [...bad, ...rows.filter(({ problems }) => problems.length === 0)].slice(0, 500);
    return {
      file: {
        token: file,
        name: basename(path),
        columns: [...columns],
        total: rows.length,
        bad: bad.length,
        rows: shown.map((row) => ({ ...row, problems: row.problems.map(({ code, detail }) => ({ code, detail: { ...detail } })) })),
      },
    };
  }

  /** All rows or none, in one transaction. */
  async confirmImport({ token }: InputIn<Calls, 'import.confirm'>): Promise<OutputIn<Calls, 'import.confirm'>> {
    const { session, member } = this.#desk.requireAtDesk('steward');
    const waiting = this.#import;
    if (waiting?.token !== token) throw new AppError('import.stale', 'another file was read since');
    if (waiting.bad > 0) throw new AppError('import.has_errors', 'rows have errors', { detail: { bad: waiting.bad } });
    const at = this.#ctx.clock.look().wall;
    const ids = Array.from({ length: waiting.rows }, () => makeId('credential', this.#ctx.ports.random));
    const strongroom = await this.#ctx.strongroomInUse();
    const { rows } = await strongroom.call('import.seal', { token: waiting.strongroomToken, member, at, ids });
    const ready = await this.#allReady(rows.map(({ stored, title, fields }) => ({ stored, title, fields, chunks: [] })));
    session.write([{ act: 'import.store', out: 'ok', who: [acting(member, 'steward', null)], d: { count: rows.length } }], (tx) =>
      storeAll(tx, ready, at),
    );
    for (const { stored, record } of ready) session.titles?.put(stored.id, record);
    this.#import = null;
    this.#ctx.changed();
    return { stored: rows.length };
  }

  /**
   * The decoys of every drill, signed by the first steward who signs the charter; null when they are there already. The caller
   * writes them together with that signature: a founding without decoys could never be rehearsed.
   */
  async decoys(steward: string): Promise<Placed | null> {
    const session = this.#ctx.vault();
    const empty = session.charter.value.compartments.filter(
      ({ id, kind }) => kind === 'decoy' && session.file.read.credentials.countIn(id) === 0,
    );
    const samples = empty.flatMap(({ id }) => DECOY_CREDENTIALS.map((decoy) => ({ ...decoy, compartment: id })));
    return samples.length === 0 ? null : this.#placed(steward, samples);
  }

  /** Credentials that are no secret: a practice vault's samples. The steward's key is in the strongroom. */
  async placeSamples(steward: string, samples: readonly SampleCredential[]): Promise<void> {
    const { entry, put } = await this.#placed(steward, samples);
    this.#ctx.vault().write([entry], put);
  }

  async #placed(steward: string, samples: readonly SampleCredential[]): Promise<Placed> {
    const at = this.#ctx.clock.look().wall;
    const strongroom = await this.#ctx.strongroomInUse();
    const sealed = [];
    for (const { compartment, title, system, owner, kind, fields } of samples) {
      const credential = makeId('credential', this.#ctx.ports.random);
      const sample = await strongroom.call('credential.sample', { credential, version: 1, compartment, kind, member: steward, at, fields });
      sealed.push({ stored: sample.stored, fields: sample.fields, title: { title, system, owner }, chunks: [] });
    }
    const ready = await this.#allReady(sealed);
    return {
      entry: { act: 'import.store', out: 'ok', who: [acting(steward, 'steward', null)], d: { count: ready.length, samples: true } },
      put: (tx) => storeAll(tx, ready, at),
    };
  }

  async savePlaybook(input: InputIn<Calls, 'playbook.store'>): Promise<void> {
    const { session, member } = this.#desk.requireAtDesk('steward');
    // Otherwise a record of another kind with this id would be overwritten.
    if (
      input.id !== null &&
      !this.#desk
        .titles()
        .playbooks()
        .some(({ id }) => id === input.id)
    )
      throw new AppError('deposit.unknown_credential', 'there is no such playbook');
    this.#requireReal(session, input.compartment);
    const id = input.id ?? makeId('playbook', this.#ctx.ports.random);
    const record: DirectoryRecord = {
      kind: 'playbook',
      title: input.title,
      compartment: input.compartment,
      systems: input.systems,
      steps: input.steps.map((step) => ({ ...step, checkpoint: false })),
    };
    await this.writeRecords(session, [{ id, record }], {
      act: 'directory.change',
      out: 'ok',
      who: [acting(member, 'steward', null)],
      say: { title: input.title },
    });
  }

  async writeRecords(
    session: Session,
    records: readonly { readonly id: string; readonly record: DirectoryRecord }[],
    entry: EntryDraft,
  ): Promise<void> {
    const strongroom = await this.#ctx.strongroomInUse();
    const { sealed } = await strongroom.call('directory.write', {
      records: records.map(({ id, record }) => ({ id, kind: record.kind, value: record })),
    });
    const at = this.#ctx.clock.look().wall;
    session.write([entry], (tx) => {
      // One for each record, in the same order.
      for (const [i, { id, record }] of records.entries())
        tx.directory.put({ id, kind: record.kind, sealed: sealed[i] as Uint8Array, updatedAt: at });
    });
    for (const { id, record } of records) session.titles?.put(id, record);
    this.#ctx.changed();
  }

  #requireReal(session: Session, compartment: string): void {
    const found = session.compartment(compartment);
    // Decoy compartments only hold the decoys that the founding made: a drill must not open anything real.
    if (found === null || found.kind !== 'real') throw new AppError('deposit.unknown_compartment', 'not a compartment for deposits');
  }

  async #ready(stored: StoredCredential, title: CredentialTitle, fields: readonly string[], chunks: readonly Uint8Array[]): Promise<Ready> {
    const [ready] = await this.#allReady([{ stored, title, fields, chunks }]);
    return ready as Ready; // one in, one out
  }

  async #allReady(
    deposits: readonly { stored: StoredCredential; title: CredentialTitle; fields: readonly string[]; chunks: readonly Uint8Array[] }[],
  ): Promise<readonly Ready[]> {
    const records = deposits.map(
      ({ stored, title, fields }): RecordOf<'credential'> => ({
        kind: 'credential',
        ...title,
        compartment: stored.compartment,
        credentialKind: stored.kind,
        fields: [...fields],
        updatedAt: stored.depositedAt,
      }),
    );
    const strongroom = await this.#ctx.strongroomInUse();
    const { sealed } = await strongroom.call('directory.write', {
      records: records.map((value, i) => ({ id: deposits[i]?.stored.id ?? '', kind: value.kind, value })),
    });
    return deposits.map(({ stored, chunks }, i) => ({
      stored,
      chunks,
      record: records[i] as RecordOf<'credential'>,
      sealedRecord: sealed[i] as Uint8Array, // in the same order
      size: chunks.reduce((sum, chunk) => sum + chunk.length, stored.sealed.length),
    }));
  }

  #token(path: string): string {
    const token = `f${this.#files.size + 1}-${Buffer.from(this.#ctx.ports.random(6)).toString('base64url')}`;
    this.#files.set(token, path);
    return token;
  }
}

function storeAll(tx: VaultChange, ready: readonly Ready[], at: number): void {
  for (const { stored, chunks, sealedRecord, size } of ready) {
    tx.credentials.add({ ...stored, size, chunks });
    tx.directory.put({ id: stored.id, kind: 'credential', sealed: sealedRecord, updatedAt: at });
    // A newer version counts as the rotation of the older ones that were seen.
    tx.exposures.rotate(stored.id, stored.version, at);
  }
}

function sayOf({ title, system }: CredentialTitle): Record<string, string> {
  return system === '' ? { title } : { title, system };
}

/** A kind from the file's text column. */
export function credentialKindOf(text: string): StoredCredential['kind'] {
  const kind = CREDENTIAL_KINDS.find((one) => one === text);
  if (kind === undefined) throw new AppError('vault.damaged', 'a credential of an unknown kind');
  return kind;
}
