import type { Question, VerifierAnswer, VerifierSaid } from '../message.ts';
import { element } from './element.ts';

/**
 * Has `question` answered in a worker of its own, so that the page stays awake; the worker ends with its answer, or when
 * `signal` is aborted, and then nothing is answered. Rejects when it cannot even start.
 */
export function askWorker(question: Question, onRead: (part: number) => void, signal: AbortSignal): Promise<VerifierAnswer> {
  const source = new Blob([element('worker', HTMLScriptElement).text], { type: 'text/javascript' });
  const url = URL.createObjectURL(source);
  const worker = new Worker(url);
  const end = (): void => {
    worker.terminate();
    URL.revokeObjectURL(url);
  };
  signal.addEventListener('abort', end, { once: true });
  return new Promise((resolve, reject) => {
    worker.addEventListener('error', ({ message }) => {
      end();
      reject(new Error(message));
    });
    worker.addEventListener('message', ({ data }: MessageEvent<VerifierSaid>) => {
      if (data.kind === 'progress') return onRead(data.of === 0 ? 1 : data.read / data.of);
      end();
      resolve({ outcome: data.outcome, lines: data.lines });
    });
    worker.postMessage(question);
  });
}
