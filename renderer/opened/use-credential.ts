import { useEffect, useState } from 'react';
import type { AppError } from '../../shared/base/app-error.ts';
import type { CallOutput } from '../../shared/contract/handlers.ts';
import { ask } from '../border/ask.ts';
import { useAct } from '../border/use-act.ts';

export type Credential = CallOutput<'window.credential'>;

/** One credential's outline, without any secret; null while it is on its way. `revision` asks for it anew. */
export function useCredential(id: string, revision: number): { readonly credential: Credential | null; readonly error: AppError | null } {
  const [credential, setCredential] = useState<Credential | null>(null);
  const { run, error } = useAct();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision asks again for the same credential
  useEffect(() => {
    let over = false;
    void run(async () => {
      const found = await ask('window.credential', { credential: id });
      if (!over) setCredential(found);
    });
    return () => {
      over = true;
    };
  }, [id, revision, run]);
  return { credential: credential?.id === id ? credential : null, error };
}
