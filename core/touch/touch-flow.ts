/** What a touch of a security key is for, act by act. Each purpose has its flow; the touch runner runs them all. */

import type { Bytes } from '../../shared/base/bytes.ts';
import type { ErrorCode } from '../../shared/base/error-codes.ts';
import type { Purpose } from '../../shared/contract/calls.ts';
import type { SealedEnvelope } from '../../shared/contract/strongroom-calls.ts';
import type { NewKey, RegisteredKey } from '../keys/relying-party.ts';

/** A registered key with the label that people know it by. */
export interface LabelledKey extends RegisteredKey {
  /** What is written on it: "1". */
  readonly label: string;
}

/** A key of somebody else in the same vault. It may be touched, so that its owner can be named, but the touch never counts. */
export interface OthersKey extends LabelledKey {
  readonly owner: string;
}

/** One act that a key is asked for: registering it, or touching it. */
export type KeyStepAsked =
  | {
      readonly op: 'create';
      readonly say: 'register';
      readonly member: string;
      readonly memberName: string;
      readonly label: string;
      readonly challenge: Bytes;
      readonly exclude: readonly LabelledKey[];
    }
  | {
      readonly op: 'get';
      readonly say: 'again' | 'confirm' | 'existing' | 'touch';
      readonly member: string;
      readonly memberName: string;
      readonly challenge: Bytes;
      readonly allow: readonly LabelledKey[];
      readonly others: readonly OthersKey[];
      readonly passphrase: 'none' | 'choose' | 'ask';
    };

/** A verified answer of a key: the new key, or the key that was touched with its sealed secrets in `envelope`. */
export type TouchAnswer =
  | { readonly op: 'create'; readonly key: NewKey }
  | { readonly op: 'get'; readonly key: LabelledKey; readonly envelope: SealedEnvelope; readonly assertion: Record<string, unknown> };

/** The last answer of a flow. `opened` is true when this touch completed a quorum. */
export interface Done {
  readonly done: true;
  readonly kind: Purpose['kind'];
  readonly opened: boolean;
}

/**
 * The acts of one purpose, in order. The runner calls `first` once, `answered` for each answer, and `failed` at most once instead
 * of going on.
 */
export interface TouchFlow {
  /** The first act. Throws the coded refusal when this purpose is not possible now. */
  first(): Promise<KeyStepAsked>;
  /** A verified answer to the last act: the next one, or done. */
  answered(answer: TouchAnswer): Promise<KeyStepAsked | Done>;
  /** Logs that the person stopped or the key refused. `owner`: the name of the key's owner when it was somebody else's, else null. */
  failed(code: ErrorCode, owner: string | null): Promise<void>;
}
