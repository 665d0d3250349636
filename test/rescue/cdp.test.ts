import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { Cdp } from '../../rescue/cdp.ts';
import type { PipeMessage } from '../../rescue/protocol.ts';

function pipe() {
  const out = new PassThrough();
  const input = new PassThrough();
  const said: PipeMessage[] = [];
  out.on('data', (data: Buffer) =>
    said.push(
      ...data
        .toString()
        .split('\0')
        .filter(Boolean)
        .map((text) => JSON.parse(text) as PipeMessage),
    ),
  );
  const say = (message: PipeMessage): void => void input.write(`${JSON.stringify(message)}\0`);
  return { cdp: new Cdp(out, input), input, said, say };
}

describe('the pipe', () => {
  it('gives each reply to its own question', async () => {
    const { cdp, say } = pipe();
    const first = cdp.send('Page.navigate', { url: 'a' }, 'S');
    const second = cdp.send('Page.navigate', { url: 'b' }, 'S');
    say({ id: 2, result: { errorText: 'second' } });
    say({ id: 1, result: { errorText: 'first' } });
    expect(await Promise.all([first, second])).toEqual([{ errorText: 'first' }, { errorText: 'second' }]);
  });

  it('puts a message together that came in pieces, in the middle of a character too', async () => {
    const { cdp, input } = pipe();
    const heard: string[] = [];
    cdp.on('Page.frameNavigated', ({ frame }) => heard.push(frame.url));
    const bytes = Buffer.from(
      `${JSON.stringify({ method: 'Page.frameNavigated', params: { frame: { id: 'F', url: 'https://ü€.test/' } } })}\0`,
    );
    for (const byte of bytes) input.write(Buffer.from([byte]));
    input.write(Buffer.concat([bytes, bytes]));
    await new Promise((resolve) => setImmediate(resolve));
    expect(heard).toEqual(['https://ü€.test/', 'https://ü€.test/', 'https://ü€.test/']);
  });

  it('refuses what the browser refuses, with its words', async () => {
    const { cdp, say } = pipe();
    const asked = cdp.send('Browser.close', {});
    say({ id: 1, error: { code: -32000, message: 'Not allowed' } });
    await expect(asked).rejects.toMatchObject({ code: 'host.window_failed', message: 'Browser.close: Not allowed' });
  });

  it('ends every wait when the browser is gone, and every later one at once', async () => {
    const { cdp, input } = pipe();
    const asked = cdp.send('Browser.close', {});
    input.end();
    await expect(asked).rejects.toMatchObject({ code: 'host.window_failed' });
    await cdp.closed;
    await expect(cdp.send('Browser.close', {})).rejects.toMatchObject({ code: 'host.window_failed' });
  });
});
