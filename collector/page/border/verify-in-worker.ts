import { AppError } from '../../../shared/base/app-error.ts';
import { isErrorCode } from '../../../shared/base/error-codes.ts';
import type { Answer } from '../../../verifier/message.ts';
import type { Asked, Progress, Said } from '../worker/message.ts';

/** Has a log fetched and checked in a worker of its own, which ends with its answer, or when `signal` is aborted. Throws what the collector refuses. */
export function verifyInWorker(asked: Asked, onProgress: (progress: Progress) => void, signal: AbortSignal): Promise<Answer> {
  const worker = new Worker(new URL('../worker/worker.ts', import.meta.url), { type: 'module' });
  signal.addEventListener('abort', () => worker.terminate(), { once: true });
  return new Promise((resolve, reject) => {
    worker.addEventListener('error', ({ message }) => {
      worker.terminate();
      reject(new AppError('internal', message));
    });
    worker.addEventListener('message', ({ data }: MessageEvent<Said>) => {
      if (data.kind === 'progress') return onProgress(data);
      worker.terminate();
      if (data.kind === 'failed') return reject(new AppError(isErrorCode(data.code) ? data.code : 'internal', 'the worker gave up'));
      resolve({ outcome: data.outcome, lines: data.lines });
    });
    worker.postMessage(asked);
  });
}
