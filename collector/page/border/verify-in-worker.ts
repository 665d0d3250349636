import { AppError } from '../../../shared/base/app-error.ts';
import { isErrorCode } from '../../../shared/base/error-codes.ts';
import type { VerifierAnswer } from '../../../verifier/message.ts';
import type { CheckProgress, WorkerAsked, WorkerSaid } from '../worker/message.ts';

/** Has a log fetched and checked in a worker of its own, which ends with its answer, or when `signal` is aborted. Throws what the collector refuses. */
export function verifyInWorker(
  asked: WorkerAsked,
  onProgress: (progress: CheckProgress) => void,
  signal: AbortSignal,
): Promise<VerifierAnswer> {
  const worker = new Worker(new URL('../worker/worker.ts', import.meta.url), { type: 'module' });
  signal.addEventListener('abort', () => worker.terminate(), { once: true });
  return new Promise((resolve, reject) => {
    worker.addEventListener('error', ({ message }) => {
      worker.terminate();
      reject(new AppError('internal', message));
    });
    worker.addEventListener('message', ({ data }: MessageEvent<WorkerSaid>) => {
      if (data.kind === 'progress') return onProgress(data);
      worker.terminate();
      if (data.kind === 'failed') return reject(new AppError(isErrorCode(data.code) ? data.code : 'internal', 'the worker gave up'));
      resolve({ outcome: data.outcome, lines: data.lines });
    });
    worker.postMessage(asked);
  });
}
