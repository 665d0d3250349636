/** What a touch of a security key is for, act by act. Each purpose has its flow; the touch desk runs them all. */

import type { Bytes } from '../../shared/base/bytes.ts';
import type { ErrorCode } from '../../shared/base/error-codes.ts';
import type { Purpose } from '../../shared/contract/calls.ts';
import type { SealedEnvelope } from '../../shared/contract/strongroom-calls.ts';
import type { NewKey, RegisteredKey } from '../keys/relying-party.ts';

export interface LabelledKey extends RegisteredKey {
  /** What is written on it: "1". */
  readonly label: string;
}

/** One act that is asked of a key. */
export type Act =
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
      readonly challenge: Bytes;
      readonly allow: readonly LabelledKey[];
      readonly passphrase: 'none' | 'choose' | 'ask';
    };

export type Answer =
  | { readonly op: 'create'; readonly key: NewKey }
  | { readonly op: 'get'; readonly key: LabelledKey; readonly envelope: SealedEnvelope; readonly assertion: Record<string, unknown> };

export interface Done {
  readonly done: true;
  readonly kind: Purpose['kind'];
  readonly opened: boolean;
}

export interface TouchFlow {
  /** The first act; throws the coded refusal where the purpose is out of place. */
  first(): Promise<Act>;
  /** A verified answer to the last act: the next one, or done. */
  answered(answer: Answer): Promise<Act | Done>;
  /** The person stopped, or the key refused: written down, with what the renderer could tell. */
  failed(code: ErrorCode): Promise<void>;
}
