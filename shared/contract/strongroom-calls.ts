/**
 * What main may ask of the strongroom, the child process in which seeds, keys and plaintexts live (docs/decisions/0002).
 * Plain structured-clone values. Secrets come in sealed envelopes and leave sealed to the renderer, but for two: the text
 * that goes to the clipboard and a file that the person saves, which the host's ports need in the clear.
 */

import type { ErrorDetail } from '../base/app-error.ts';
import type { Bytes } from '../base/bytes.ts';
import type { ErrorCode } from '../base/error-codes.ts';
import type { CredentialKind } from '../domain/credential-kind.ts';
import type { Rule } from '../domain/rule.ts';

export interface SealedEnvelope {
  readonly key: string;
  readonly sealed: Bytes;
}

/** A stored share leaf of the charter, as founding returns it. */
export interface IssuedShare {
  readonly path: readonly number[];
  readonly member: string;
  readonly commitment: string;
  readonly sealed: string;
}

/** One custodian's share of one compartment: opened, or why not. */
export interface ShareOutcome {
  readonly compartment: string;
  readonly path: readonly number[];
  readonly fault: { readonly code: ErrorCode; readonly detail: ErrorDetail } | null;
}

/** A credential as it is stored; `signature` by `depositor`. */
export interface StoredCredential {
  readonly id: string;
  readonly version: number;
  readonly compartment: string;
  readonly kind: CredentialKind;
  readonly depositor: string;
  readonly depositedAt: number;
  readonly sealed: Bytes;
  readonly signature: Bytes;
}

export interface FieldOutline {
  readonly id: string;
  readonly label: string | null;
  readonly secret: boolean;
  readonly multiline: boolean;
  /** Present for what is no secret. */
  readonly value: string | null;
}

export interface SealedRecord {
  readonly id: string;
  readonly kind: 'credential' | 'system' | 'playbook' | 'contact';
  readonly sealed: Bytes;
}

/** What a directory record of kind `credential` says. No secret of the credential's own. */
export interface CredentialTitle {
  readonly title: string;
  readonly system: string;
  readonly owner: string;
}

export interface ImportPreviewRow {
  readonly line: number;
  readonly title: string;
  readonly system: string;
  readonly compartment: string;
  readonly kind: string;
  readonly problems: readonly { readonly code: ErrorCode; readonly detail: ErrorDetail }[];
}

interface Touched {
  readonly member: string;
  /** The security key's credential id. */
  readonly key: string;
  readonly envelope: SealedEnvelope;
}

export interface StrongroomCalls {
  /** A key for one envelope. It is forgotten when used. */
  'envelope.key': { input: Record<string, never>; output: { key: string; publicKey: Bytes } };
  /** The charter that everything after this refers to. Main has verified its chain. */
  'charter.use': { input: { bytes: Bytes }; output: Record<string, never> };

  /** A new member's seed, kept here until it is wrapped. */
  'found.member': { input: { vault: string; member: string }; output: { kemPublicKey: Bytes; signingPublicKey: Bytes } };
  /** The first PRF output of a new key, kept for the comparison. */
  'found.first': { input: { ticket: string; envelope: SealedEnvelope }; output: Record<string, never> };
  /**
   * The second: equal or `key.prf_differs`; then the member's seed is wrapped under it. `parameters` of the passphrase are
   * those that the member has already, null for new ones; no `passphrase` for none. Wrap and parameters come as stored JSON.
   */
  'found.wrap': {
    input: {
      ticket: string;
      vault: string;
      member: string;
      key: string;
      envelope: SealedEnvelope;
      passphrase: { readonly parameters: string | null } | null;
    };
    output: { wrap: string; parameters: string | null };
  };
  /** Take a draft member's seed out of its wrap, so that a spare can be added after a restart. */
  'found.unwrap': {
    input: { vault: string; member: string; key: string; wrap: string; parameters: string | null; envelope: SealedEnvelope };
    output: Record<string, never>;
  };
  /** Whether this draft member's seed is here, so that no other key of theirs is needed. */
  'found.holds': { input: { member: string }; output: { holds: boolean } };
  /** New seeds for these compartments, split and sealed to their holders; a directory key sealed to every member. */
  'found.seal': {
    input: {
      vault: string;
      members: readonly { readonly id: string; readonly kemPublicKey: string }[];
      compartments: readonly { readonly id: string; readonly rule: Rule }[];
    };
    output: {
      compartments: readonly { readonly id: string; readonly publicKey: string; readonly shares: readonly IssuedShare[] }[];
      directory: readonly { readonly member: string; readonly sealed: string }[];
    };
  };
  /** Sign the charter in use as this member, and open each share that it gives them. */
  'found.sign': { input: Touched; output: { signature: Bytes; shares: readonly ShareOutcome[] } };

  /** Unlock a member at the desk: their signing key and the directory. */
  'member.unlock': { input: Touched; output: Record<string, never> };
  /** Drops the member's keys of the desk; nothing happens when they are not there. The directory stays readable until the process ends. */
  'member.forget': { input: { member: string }; output: Record<string, never> };
  /** Do this member's shares open? Nothing is kept. */
  prove: { input: Touched; output: { shares: readonly ShareOutcome[] } };
  /** Open this member's shares of these compartments and keep them for `open`. */
  contribute: { input: Touched & { request: string; compartments: readonly string[] }; output: { shares: readonly ShareOutcome[] } };
  /** Combine what was contributed to `request`. Main spends a durable log token first. */
  open: { input: { request: string; compartments: readonly string[] }; output: Record<string, never> };

  /**
   * Opens records; `values` in their order, null for one that does not open. Throws `desk.closed` until a member has unlocked the
   * directory.
   */
  'directory.read': { input: { records: readonly SealedRecord[] }; output: { values: readonly (unknown | null)[] } };
  /**
   * Seals records; `sealed` in their order. Throws `desk.closed` until a member has unlocked the directory, `format.malformed`
   * for a value that is not of its kind.
   */
  'directory.write': {
    input: { records: readonly { id: string; kind: SealedRecord['kind']; value: unknown }[] };
    output: { sealed: readonly Bytes[] };
  };

  /** Seal a deposit to its compartment's public key and sign it as the steward at the desk. */
  'credential.store': {
    input: {
      credential: string;
      version: number;
      compartment: string;
      kind: CredentialKind;
      member: string;
      at: number;
      envelope: SealedEnvelope;
      /** A file that the person chose, read here and nowhere else. */
      path: string | null;
    };
    output: { stored: StoredCredential; chunks: readonly Bytes[]; fields: readonly string[] };
  };
  /** Decoys for a founding or sample values for practice: they are no secret, so they come in the clear. */
  'credential.sample': {
    input: {
      credential: string;
      version: number;
      compartment: string;
      kind: CredentialKind;
      member: string;
      at: number;
      fields: Readonly<Record<string, string>>;
    };
    output: { stored: StoredCredential; fields: readonly string[] };
  };
  /**
   * The fields of a credential in an open compartment; `code` when it has a one-time code. Throws `window.closed`, and
   * `credential.*` or `format.*` for one that was changed.
   */
  'credential.outline': {
    input: { stored: StoredCredential };
    output: { fields: readonly FieldOutline[]; code: boolean; depositor: string };
  };
  /** One field's value, sealed to the renderer's public key `to`. Throws `window.unknown_field`, and as `credential.outline`. */
  'credential.reveal': { input: { stored: StoredCredential; field: string; to: Bytes }; output: { sealed: Bytes } };
  /** One field's value in the clear, for the clipboard. Throws `window.unknown_field`, and as `credential.outline`. */
  'credential.plain': { input: { stored: StoredCredential; field: string }; output: { value: string } };
  /**
   * The one-time code at `now` (UTC milliseconds) and how long it is still good. Throws `window.unknown_field` for a credential
   * without one, and as `credential.outline`.
   */
  'credential.code': { input: { stored: StoredCredential; now: number }; output: { code: string; leftMs: number; periodMs: number } };
  /**
   * The name and contents of a deposited file, from all its sealed chunks in order. Throws `window.unknown_field` when it is no
   * file, `crypto.*` or `format.malformed` for changed chunks, and as `credential.outline`.
   */
  'credential.file': { input: { stored: StoredCredential; chunks: readonly Bytes[] }; output: { name: string; bytes: Bytes } };

  /** Read a CSV file; its secrets stay here. */
  'import.read': {
    input: {
      path: string;
      compartments: readonly { readonly id: string; readonly name: string }[];
      /** For rows that name none; null when every row must. */
      defaultCompartment: string | null;
      /** What the vault holds already, as `importKey` writes it. */
      taken: readonly string[];
    };
    output: { token: string; columns: readonly string[]; leftOut: readonly string[]; rows: readonly ImportPreviewRow[] };
  };
  /**
   * Seals the rows that `import.read` read last, one new credential id of `ids` for each, in order: all or none. Throws
   * `import.stale` for an older token, `import.has_errors`, `desk.closed`.
   */
  'import.seal': {
    input: { token: string; member: string; at: number; ids: readonly string[] };
    output: { rows: readonly { stored: StoredCredential; title: CredentialTitle; fields: readonly string[] }[] };
  };
}

export type StrongroomCall = keyof StrongroomCalls;

export interface StrongroomRequest {
  readonly id: number;
  readonly call: StrongroomCall;
  readonly input: unknown;
}
export type StrongroomReply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly code: string; readonly message: string; readonly detail: ErrorDetail };
