/** Reads QR codes: the only file that does. What is in a picture goes nowhere but to who asked. */
import { decodeQR } from 'qr/decode.js';

/** Larger pictures are made smaller first: a code that needs more pixels than this could not be read anyway. */
const LARGEST = 1600;

/** The text of the QR code in a picture or a frame of a camera, or null when there is none that can be read. */
export function readQr(source: ImageBitmap | HTMLVideoElement): string | null {
  const [fullWidth, fullHeight] =
    source instanceof HTMLVideoElement ? [source.videoWidth, source.videoHeight] : [source.width, source.height];
  if (fullWidth === 0 || fullHeight === 0) return null;
  const scale = Math.min(1, LARGEST / Math.max(fullWidth, fullHeight));
  const width = Math.max(1, Math.round(fullWidth * scale));
  const height = Math.max(1, Math.round(fullHeight * scale));
  const canvas = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (canvas === null) return null;
  canvas.drawImage(source, 0, 0, width, height);
  const { data } = canvas.getImageData(0, 0, width, height);
  try {
    return decodeQR({ data, width, height }, { timeLimit: 200 });
  } catch {
    // It throws for every picture without a code, which is most of them.
    return null;
  } finally {
    data.fill(0);
  }
}

/** As `readQr`, of a picture file. Null too for a file that is no picture. */
export async function readQrFile(file: File): Promise<string | null> {
  try {
    const picture = await createImageBitmap(file);
    const text = readQr(picture);
    picture.close();
    return text;
  } catch {
    return null;
  }
}
