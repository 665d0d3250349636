import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react';
import { parseOtpauth } from '../../shared/domain/otpauth-uri.ts';
import { Button } from '../kit/button.tsx';
import { Note } from '../kit/note.tsx';
import { Sheet } from '../kit/sheet.tsx';
import { say } from '../words/words.ts';
import { borrowCamera } from './camera.ts';
import { readQr } from './qr.ts';

const EVERY_MS = 250;

/** Scans a one-time code's QR code with the camera. The camera runs while this is mounted, and no longer. */
export function ScanSheet({ onFound, onLeave }: { readonly onFound: (uri: string) => void; readonly onLeave: () => void }): ReactNode {
  const video = useRef<HTMLVideoElement>(null);
  const [refused, setRefused] = useState(false);
  const found = useEffectEvent(onFound);
  useEffect(() => {
    const camera = borrowCamera();
    let here = true;
    let timer: number | null = null;
    camera.stream.then(
      (stream) => {
        if (!here) return;
        if (video.current !== null) video.current.srcObject = stream;
        timer = window.setInterval(() => {
          const text = video.current === null ? null : readQr(video.current);
          if (text !== null && parseOtpauth(text) !== null) found(text);
        }, EVERY_MS);
      },
      () => {
        if (here) setRefused(true);
      },
    );
    return () => {
      here = false;
      if (timer !== null) window.clearInterval(timer);
      camera.giveBack();
    };
  }, []);
  return (
    <Sheet title={say('desk.form.scanTitle')} onLeave={onLeave}>
      {refused ? (
        <Note verdict="care" title={say('desk.form.scanNoCamera')} />
      ) : (
        <>
          <p>{say('desk.form.scanWhat')}</p>
          <video ref={video} className="camera" autoPlay muted playsInline aria-label={say('desk.form.scanWait')} />
          <p className="quiet" role="status">
            {say('desk.form.scanWait')}
          </p>
        </>
      )}
      <Button onPress={onLeave}>{refused ? say('kit.leave') : say('desk.form.scanStop')}</Button>
    </Sheet>
  );
}
