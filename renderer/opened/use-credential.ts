import { useEffect, useState } from 'react';
import { AppError, isAppError } from '../../shared/base/app-error.ts';
import type { CallOutput } from '../../shared/contract/handlers.ts';
import { ask } from '../border/ask.ts';

export type Credential = CallOutput<'window.credential'>;

/** `credential` is null until it came, or where it was refused. */
export interface CredentialSeen {
  readonly credential: Credential | null;
  readonly error: AppError | null;
}

/** One credential's outline, without any secret. `revision` asks for it anew; the last question asked is the one answered. */
export function useCredential(id: string, revision: number): CredentialSeen {
  const [seen, setSeen] = useState<CredentialSeen>({ credential: null, error: null });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision asks again for the same credential
  useEffect(() => {
    let over = false;
    ask('window.credential', { credential: id }).then(
      (credential) => {
        if (!over) setSeen({ credential, error: null });
      },
      (thrown: unknown) => {
        if (!over) setSeen({ credential: null, error: isAppError(thrown) ? thrown : new AppError('internal', String(thrown)) });
      },
    );
    return () => {
      over = true;
    };
  }, [id, revision]);
  return seen.credential === null || seen.credential.id === id ? seen : { credential: null, error: null };
}
