import { answerTo } from '../../cli/answer-to.ts';

/** What `halligan verify` says to these arguments, in the words of verify.py: it has no list of the words that a root is told in. */
export async function ourAnswer(args: readonly string[]): Promise<{ readonly exit: number; readonly text: string }> {
  const { exit, stdout } = await answerTo(['verify', ...args], '');
  return { exit, text: stdout.replace(/^Head: .* \(entry (\d+), root ([0-9a-f]{64})\)$/m, 'Head: entry $1, root $2') };
}
