/** The strongroom's entry: a child process that speaks with its parent alone and ends with it. */
import { AppError, isAppError } from '../../shared/base/app-error.ts';
import type { StrongroomReply, StrongroomRequest } from '../../shared/contract/strongroom-calls.ts';
import { cryptoReady } from '../../shared/crypto/ready.ts';
import { createStrongroom, type StrongroomHandlers } from './handlers.ts';

/** Electron's utilityProcess gives this port; a forked Node process has `process.send`. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

function listen(receive: (request: StrongroomRequest) => void): (reply: StrongroomReply) => void {
  const port = (process as unknown as { parentPort?: ParentPort }).parentPort; // declared only by Electron's own types
  if (port !== undefined) {
    port.on('message', (event) => receive(event.data as StrongroomRequest));
    return (reply) => port.postMessage(reply);
  }
  process.on('message', (message) => receive(message as StrongroomRequest));
  process.on('disconnect', () => process.exit(0));
  return (reply) => {
    if (process.connected) process.send?.(reply);
  };
}

async function answer(handlers: StrongroomHandlers, request: StrongroomRequest): Promise<StrongroomReply> {
  try {
    const handler = handlers[request.call] as ((input: unknown) => unknown) | undefined; // each handler is typed by the table
    if (handler === undefined) throw new AppError('call.unknown', `the strongroom has no call ${request.call}`);
    return { id: request.id, ok: true, value: await handler(request.input) };
  } catch (error) {
    if (isAppError(error)) return { id: request.id, ok: false, code: error.code, message: error.message, detail: error.detail };
    // A bug's message could quote what it tripped over, so only its kind leaves the room.
    return { id: request.id, ok: false, code: 'internal', message: error instanceof Error ? error.name : 'unknown', detail: {} };
  }
}

const ready = cryptoReady().then(createStrongroom);
const reply = listen((request) => void ready.then((handlers) => answer(handlers, request)).then((message) => reply(message)));
