import './no-eval.ts';
import { isAppError } from '../../../shared/base/app-error.ts';
import { check } from '../../../verifier/worker/check.ts';
import { download } from './download.ts';
import type { Asked, Said } from './message.ts';

const say = (said: Said): void => postMessage(said);

addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  void verify(data).then(say, (error: unknown) => say({ kind: 'failed', code: isAppError(error) ? error.code : 'internal' }));
});

async function verify({ log, vkey, anchors, policy }: Asked): Promise<Said> {
  const files = await download(log, (done, of) => say({ kind: 'progress', what: 'fetching', done, of }));
  const onRead = (done: number, of: number): void => say({ kind: 'progress', what: 'checking', done, of });
  return { kind: 'answer', ...(await check({ files, vkey, anchors, policy }, onRead)) };
}
