import { describe, expect, it } from 'vitest';
import { runToEnd } from '../../build/setup/child.mjs';
import { holdsWithin } from '../harness/base/until.ts';
import { isAlive } from './tree.ts';

const shell = (script: string, limitSeconds = 20) => runToEnd('/bin/sh', ['-c', script], { limitSeconds });

describe('a helper program', () => {
  it('gives its exit code and what it said on both streams', async () => {
    const ended = await shell('echo one; echo two >&2; exit 3');
    expect(ended).toMatchObject({
      code: 3,
      how: 'ended',
    });
    expect(ended.output.split('\n').sort()).toEqual(['', 'one', 'two']);
  });

  it('that is not there is told from one that fails', async () => {
    expect(await runToEnd('/no/such/program', [], { limitSeconds: 5 })).toMatchObject({ code: null, how: 'not found' });
  });

  it('that hangs, deaf to every polite signal, is ended with all that it started', async () => {
    const started = performance.now();
    const { how, output } = await shell('trap "" TERM INT HUP; sleep 300 & echo "child $!"; wait; sleep 300', 1);
    expect(how).toBe('too slow');
    expect(performance.now() - started).toBeLessThan(5000);
    const grandchild = Number(/child (\d+)/.exec(output)?.[1]);
    await holdsWithin(1_000, () => !isAlive(grandchild));
    expect(isAlive(grandchild)).toBe(false);
  });

  it('that says more than is kept leaves its last words', async () => {
    const { output } = await shell('i=0; while [ $i -lt 3000 ]; do echo "line $i of a long report that goes on and on"; i=$((i+1)); done');
    expect(output.length).toBe(65_536);
    expect(output.endsWith('line 2999 of a long report that goes on and on\n')).toBe(true);
  });
});
