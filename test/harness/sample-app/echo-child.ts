/** A child process that sends back what it hears, and says what it may not do: under Electron's utilityProcess or a forked Node. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

function attempt(act: () => unknown): string {
  try {
    act();
    return 'done';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'refused';
  }
}

function answer(message: unknown): unknown {
  if (message === 'spin') for (;;); // hears nothing any more
  if (message === 'die') process.exit(7);
  if (typeof message === 'object' && message !== null && 'write' in message)
    return attempt(() => writeFileSync(String(message.write), 'x'));
  if (message === 'spawn') return attempt(() => execFileSync('true'));
  return message;
}

const port = (process as unknown as { parentPort?: ParentPort }).parentPort; // declared only by Electron's own types
if (port !== undefined) port.on('message', (event) => port.postMessage(answer(event.data)));
else {
  process.on('message', (message) => process.send?.(answer(message)));
  process.on('disconnect', () => process.exit(0));
}
