import type { PersonAnswer } from '../../console/answers.ts';
import { pageWords } from '../words/words.ts';
import { getRows } from './ask.ts';
import { useStanding } from './live.ts';
import { useLoaded } from './use-loaded.ts';

/** Everybody who is or was here, and how an account is called. */
export function usePeople() {
  const { own } = useStanding();
  const loaded = useLoaded(() => getRows<PersonAnswer>('/v1/people'), [own]);
  const people = loaded.value?.rows ?? null;
  const nameOf = (account: string): string => people?.find(({ id }) => id === account)?.name ?? pageWords.own.someone;
  return { ...loaded, people, nameOf };
}
