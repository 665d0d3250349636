/** I7: no socket in the process of the engine, nor in that of the strongroom, while a whole story is told. */
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { networkSockets, processTree } from '../../harness/base/process-tree.ts';
import { tempFolder } from '../../harness/base/temp-folder.ts';

const CHILD = fileURLToPath(new URL('../../fault/app-child.ts', import.meta.url));

// Where /proc is not, no test can look: the end-to-end tests of the hosts say the same there.
describe.runIf(process.platform === 'linux')('the network', () => {
  it('is seen by this test when somebody uses it', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    const socket = createSocket('udp4').bind(0, '127.0.0.1');
    await Promise.all([server, socket].map((one) => new Promise((resolve) => one.once('listening', resolve))));
    expect(networkSockets([process.pid]).length).toBeGreaterThanOrEqual(2);
    server.close();
    socket.close();
  });

  it('is touched by nobody in a founding, a deposit, an unseal and a seal', async () => {
    using folder = tempFolder();
    const station = join(folder.path, 'station');
    const seen = new Set<string>();
    let looks = 0;
    let strongrooms = 0;
    for (const what of ['found', 'on and on']) {
      const child = spawn(process.execPath, [CHILD, station, what, '1'], { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
      let stderr = '';
      child.stderr?.on('data', (text) => (stderr += String(text)));
      child.stdio[3]?.on('data', () => undefined);
      const watching = setInterval(() => {
        const tree = child.pid === undefined ? [] : processTree(child.pid);
        looks += 1;
        if (tree.length > 1) strongrooms += 1;
        for (const socket of networkSockets(tree)) seen.add(socket);
      }, 20);
      const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
      clearInterval(watching);
      expect(code, stderr).toBe(0);
    }
    expect([...seen]).toEqual([]);
    expect(looks).toBeGreaterThan(20);
    expect(strongrooms).toBeGreaterThan(5);
  }, 240_000);
});
