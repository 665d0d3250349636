/** Everything in a vault and the keys that open it, taken from the whole file: what a harmed copy is compared with. */
import { isDeepStrictEqual } from 'node:util';
import { nodeTreeHasher, sha256, verifyEd25519 } from '../../core/hash/node-hash.ts';
import { openVaultFile, type VaultFile } from '../../core/store/file/vault-file.ts';
import type { CredentialRow } from '../../core/store/tables/credential-table.ts';
import { isAppError } from '../../shared/base/app-error.ts';
import { type Bytes, copyOf, fromBase64url } from '../../shared/base/bytes.ts';
import type { KemKeyPair } from '../../shared/crypto/xwing.ts';
import type { CredentialKind } from '../../shared/domain/credential-kind.ts';
import { verifyChain } from '../../shared/format/charter-chain.ts';
import type { Charter } from '../../shared/format/charter-form.ts';
import { parseSignatures } from '../../shared/format/charter-signature.ts';
import { openCredential } from '../../shared/format/credential.ts';
import { type DirectoryKind, openRecord } from '../../shared/format/directory.ts';
import { openDirectoryKey } from '../../shared/format/directory-key.ts';
import { compartmentKeys } from '../../shared/format/identity.ts';
import { parseRequest } from '../../shared/format/request.ts';
import { verifyLog } from '../../shared/log/verify/verify-log.ts';
import { found, keysOf, seedOf } from '../harness/world/held-keys.ts';
import type { KeyTin } from '../harness/world/key-tin.ts';

/** `whole`: as it was. `less`: something is missing or does not open. `refused`, `noticed`: not opened, or seen to be tampered with. */
export interface Look {
  readonly outcome: 'whole' | 'less' | 'noticed' | 'refused';
  /** What opened to something that it never was. */
  readonly wrong: readonly string[];
}

const SEPARATOR = Uint8Array.of(10);

interface Stored {
  readonly row: CredentialRow;
  readonly content: unknown;
}

export class KnownVault {
  readonly #charter: Charter;
  readonly #compartments: ReadonlyMap<string, KemKeyPair>;
  readonly #directoryKey: Bytes;
  readonly #credentials: readonly Stored[];
  readonly #records: ReadonlyMap<string, { readonly sealed: Uint8Array; readonly record: unknown }>;
  readonly #entries: number;
  readonly #evidence: Buffer;
  readonly #charterBytes: Buffer;

  private constructor(charter: Charter, compartments: ReadonlyMap<string, KemKeyPair>, directoryKey: Bytes, file: VaultFile) {
    this.#charter = charter;
    this.#compartments = compartments;
    this.#directoryKey = directoryKey;
    this.#credentials = versionsIn(file).map((row) => ({ row, content: this.#open(row) }));
    this.#records = new Map(file.read.directory.all().map((row) => [row.id, { sealed: copyOf(row.sealed), record: this.#read(row) }]));
    this.#entries = entriesIn(file);
    this.#evidence = evidenceIn(file);
    this.#charterBytes = chainIn(file);
  }

  /** Opens every compartment with the keys in the tin, as its quorum would. */
  static async of(path: string, tin: KeyTin): Promise<KnownVault> {
    const file = openVaultFile(path, 'vault');
    try {
      const charter = charterIn(file);
      const compartments = new Map<string, KemKeyPair>();
      for (const compartment of charter.compartments) {
        const place = { vault: charter.vault, compartment: compartment.id };
        compartments.set(compartment.id, compartmentKeys(await seedOf(charter, compartment, tin), place));
      }
      const { directory, vault } = charter;
      const mine = found(directory.sealed[0]);
      const place = { vault, member: mine.member, generation: directory.generation };
      const key = openDirectoryKey({ sealed: mine.sealed, kemSecretKey: keysOf(charter, mine.member, tin).kem.secretKey, place });
      return new KnownVault(charter, compartments, key, file);
    } finally {
      file.close();
    }
  }

  /** Opens the file and reads all of it. Throws only what is no coded refusal: which nothing in a file may bring about. */
  look(path: string): Look {
    let file: VaultFile | null = null;
    try {
      file = openVaultFile(path, 'vault');
      if (Buffer.compare(chainIn(file), this.#charterBytes) !== 0) charterIn(file);
      return this.#compare(file);
    } catch (error) {
      if (!isAppError(error)) throw error;
      return { outcome: 'refused', wrong: [] };
    } finally {
      file?.close();
    }
  }

  #compare(file: VaultFile): Look {
    let less = 0;
    const wrong: string[] = [];
    const holds = this.#logHolds(file);
    for (const { row, content } of this.#credentials) {
      const now = attempt(() => file.read.credentials.get(row.id, row.version));
      const opened = now === null ? null : sameRow(row, now) ? content : attempt(() => this.#open(now));
      if (opened === null) less += 1;
      else if (!isDeepStrictEqual(opened, content)) wrong.push(`${row.id} version ${row.version}`);
    }
    for (const [id, { sealed, record }] of this.#records) {
      const now = attempt(() => file.read.directory.get(id));
      const opened = now === null ? null : Buffer.compare(now.sealed, sealed) === 0 ? record : attempt(() => this.#read(now));
      if (opened === null) less += 1;
      else if (!isDeepStrictEqual(opened, record) && (holds || !isOlder(opened, record))) wrong.push(`the title of ${id}`);
    }
    readTheRest(file);
    const outcome = holds ? (less > 0 ? 'less' : 'whole') : 'noticed';
    return { outcome, wrong };
  }

  /** Whether all entries are there and proven. The same evidence, byte for byte, needs no second verdict. */
  #logHolds(file: VaultFile): boolean {
    if (Buffer.compare(evidenceIn(file), this.#evidence) === 0) return true;
    const reports = file.entries
      .logs()
      .map(({ origin }) => verifyLog(file.entries.evidence(origin), { sha256, tree: nodeTreeHasher, verify: verifyEd25519 }));
    return reports.every(({ verdict }) => verdict === 'proven') && reports.reduce((sum, { entries }) => sum + entries, 0) === this.#entries;
  }

  #open(row: CredentialRow): unknown {
    const { id, version, compartment, kind, depositor, depositedAt, sealed, signature } = row;
    const keys = this.#compartments.get(compartment);
    if (keys === undefined) return null;
    const head = { vault: this.#charter.vault, id, version, compartment, kind: kind as CredentialKind, depositor, depositedAt }; // bound by the seal
    return openCredential({
      credential: { head, sealed: copyOf(sealed), signature: copyOf(signature) },
      compartmentSecretKey: keys.secretKey,
      signingPublicKeyOf: (member) => {
        const one = this.#charter.members.find((candidate) => candidate.id === member);
        return one === undefined ? undefined : fromBase64url(one.signingPublicKey);
      },
    });
  }

  #read({ id, kind, sealed }: { readonly id: string; readonly kind: string; readonly sealed: Uint8Array }): unknown {
    return openRecord({
      key: this.#directoryKey,
      vault: this.#charter.vault,
      sealed: { id, kind: kind as DirectoryKind, sealed: copyOf(sealed) },
    }); // bound by the seal
  }
}

/** A WAL that was cut gives back what a title was before: true, and noticed, as long as the log is seen to be shorter too. */
function isOlder(opened: unknown, record: unknown): boolean {
  const at = (one: unknown) => (one as { readonly updatedAt?: number }).updatedAt ?? 0; // a record of a credential has one
  return at(opened) < at(record);
}

/** Null for a coded refusal: this one is lost, the others are not. */
function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (!isAppError(error)) throw error;
    return null;
  }
}

/** What nobody signs: it may be refused, and may say something else, but brings nothing down. */
function readTheRest({ read }: VaultFile): void {
  attempt(() => read.credentials.current());
  for (const { bytes, id } of attempt(() => read.requests.all()) ?? []) {
    attempt(() => parseRequest(bytes));
    attempt(() => [read.approvals.of(id), read.exposures.of(id), read.incidents.get(id)]);
  }
  attempt(() => [read.proofs.all(), read.exposures.open(), read.incidents.all()]);
}

function charterIn(file: VaultFile): Charter {
  return found(
    verifyChain(file.read.charters.all().map(({ bytes, signatures }) => ({ bytes, signatures: parseSignatures(signatures) }))).at(-1),
  );
}

/** Everything that a charter chain is verified from. */
function chainIn(file: VaultFile): Buffer {
  return Buffer.concat(file.read.charters.all().flatMap(({ bytes, signatures }) => [bytes, SEPARATOR, signatures, SEPARATOR]));
}

/** Everything that the logs are verified from. */
function evidenceIn(file: VaultFile): Buffer {
  const parts: Uint8Array[] = [];
  for (const { origin } of file.entries.logs()) {
    const { leaves, checkpoint, vkey, leafHashes, disclosures } = file.entries.evidence(origin);
    for (const leaf of leaves) parts.push(leaf, SEPARATOR);
    for (const { seq, path, salt, value } of disclosures) parts.push(salt, Buffer.from(JSON.stringify([seq, path, value])));
    parts.push(Buffer.from(JSON.stringify([origin, checkpoint, vkey, leafHashes])));
  }
  return Buffer.concat(parts);
}

function versionsIn(file: VaultFile): CredentialRow[] {
  return file.read.credentials
    .current()
    .flatMap(({ id }) => file.read.credentials.versions(id).map(({ version }) => found(file.read.credentials.get(id, version))));
}

function entriesIn(file: VaultFile): number {
  return file.entries.logs().reduce((sum, { origin }) => sum + file.entries.evidence(origin).leafHashes.length, 0);
}

function sameRow(a: CredentialRow, b: CredentialRow): boolean {
  const { sealed: sealedA, signature: signatureA, state: _a, size: _sizeA, ...restA } = a;
  const { sealed: sealedB, signature: signatureB, state: _b, size: _sizeB, ...restB } = b;
  return isDeepStrictEqual(restA, restB) && Buffer.compare(sealedA, sealedB) === 0 && Buffer.compare(signatureA, signatureB) === 0;
}
