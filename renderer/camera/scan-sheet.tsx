import './camera.css';
import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react';
import { Button } from '../kit/button.tsx';
import { Note } from '../kit/note.tsx';
import { Sheet } from '../kit/sheet.tsx';
import { t } from '../words/words.ts';
import { borrowCamera } from './camera.ts';
import { readQr } from './qr.ts';

const EVERY_MS = 250;

/** What is looked for, and what happens when it was read. */
export interface ScanSheetProps {
  /** Whether a code that was read is one of those looked for: any other is passed over. */
  readonly fits: (text: string) => boolean;
  /** What is to be held before the camera. */
  readonly what: string;
  /** What else can be done where there is no camera. */
  readonly otherwise: string;
  readonly onFound: (text: string) => void;
  readonly onLeave: () => void;
}

/** Scans a QR code with the camera. The camera runs while this is mounted, and no longer. */
export function ScanSheet({ fits, what, otherwise, onFound, onLeave }: ScanSheetProps): ReactNode {
  const video = useRef<HTMLVideoElement>(null);
  const [refused, setRefused] = useState(false);
  const found = useEffectEvent((text: string): void => {
    if (fits(text)) onFound(text);
  });
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
          if (text !== null) found(text);
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
    <Sheet title={t('kit.scan.title')} onLeave={onLeave}>
      {refused ? (
        <Note verdict="care" title={t('kit.scan.noCamera')}>
          <p>{otherwise}</p>
        </Note>
      ) : (
        <>
          <p>{what}</p>
          <video ref={video} className="camera" autoPlay muted playsInline aria-label={t('kit.scan.wait')} />
          <p className="quiet" role="status">
            {t('kit.scan.wait')}
          </p>
        </>
      )}
      <Button onPress={onLeave}>{refused ? t('kit.leave') : t('kit.scan.stop')}</Button>
    </Sheet>
  );
}
