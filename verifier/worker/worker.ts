import '../../renderer/hooks/no-eval.ts';
import { printable } from '../../shared/log/verify/printable.ts';
import type { Question, VerifierAnswer, VerifierSaid } from '../message.ts';
import { check } from './check.ts';

const say = (said: VerifierSaid): void => postMessage(said);

addEventListener('message', ({ data }: MessageEvent<Question>) => {
  void check(data, (read, of) => say({ kind: 'progress', read, of }))
    .catch(cannotGoOn)
    .then((answer) => say({ kind: 'answer', ...answer }));
});

/** The answer to a fault that is not in the evidence. It is never a verdict. */
function cannotGoOn(error: unknown): VerifierAnswer {
  const why = printable(error instanceof Error ? error.message : String(error));
  return {
    outcome: 'none',
    lines: [
      'The check could not go on, and has come to no verdict. Choose the files again, or open this page in a newer browser.',
      `The browser says: ${why}`,
    ],
  };
}
