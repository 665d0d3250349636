/** The camera, borrowed from main for as long as a code is looked for: the only file that asks for it. */
import { AppError } from '../../shared/base/app-error.ts';
import { ask } from '../border/ask.ts';

export interface Camera {
  /** Rejects when there is none, or it is refused. */
  readonly stream: Promise<MediaStream>;
  /** Stops it and gives it back, wherever it is. Harmless twice. */
  giveBack(): void;
}

/** Opens main's gate, then the camera. Nothing is asked of the camera once it was given back. */
export function borrowCamera(): Camera {
  let wanted = true;
  let running: MediaStream | null = null;
  const stream = ask('app.camera', { gate: 'open' }).then(async () => {
    if (!wanted) throw new AppError('call.not_now', 'the camera was given back');
    const given = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' }, audio: false });
    if (wanted) running = given;
    else stop(given);
    return given;
  });
  return {
    stream,
    giveBack: () => {
      if (!wanted) return;
      wanted = false;
      if (running !== null) stop(running);
      // Main shuts the gate by itself when the page goes; that it could not be told changes nothing here.
      void ask('app.camera', { gate: 'close' }).catch(() => {});
    },
  };
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
