import '../border/no-eval.ts';
import { isAppError } from '../../../shared/base/app-error.ts';
import { check } from '../../../verifier/worker/check.ts';
import type { Asked, Said } from '../worker-message.ts';
import { download } from './download.ts';

const say = (said: Said): void => postMessage(said);

addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  void verify(data).then(say, (error: unknown) => say({ kind: 'failed', code: isAppError(error) ? error.code : 'internal' }));
});

async function verify({ log, vkey, anchors, policy }: Asked): Promise<Said> {
  const files = await download(log, (fetched, of) => say({ kind: 'progress', fetched, of }));
  return { kind: 'answer', ...(await check({ files, vkey, anchors, policy }, () => undefined)) };
}
