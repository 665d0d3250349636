import '../../../renderer/hooks/no-eval.ts';
import { isAppError } from '../../../shared/base/app-error.ts';
import { check } from '../../../verifier/worker/check.ts';
import { download } from './download.ts';
import type { WorkerAsked, WorkerSaid } from './message.ts';

const say = (said: WorkerSaid): void => postMessage(said);

addEventListener('message', ({ data }: MessageEvent<WorkerAsked>) => {
  void verify(data).then(say, (error: unknown) => say({ kind: 'failed', code: isAppError(error) ? error.code : 'internal' }));
});

async function verify({ log, vkey, anchors, policy }: WorkerAsked): Promise<WorkerSaid> {
  const files = await download(log, (done, of) => say({ kind: 'progress', what: 'fetching', done, of }));
  const onRead = (done: number, of: number): void => say({ kind: 'progress', what: 'checking', done, of });
  return { kind: 'answer', ...(await check({ files, vkey, anchors, policy }, onRead)) };
}
