/** A signed note of a log, with a signature: any other code before the camera is passed over. Whether it holds is main's to say. */
export function looksLikeReceipt(text: string): boolean {
  return /^[^\n]+\n\d{1,15}\n[A-Za-z0-9+/]{43}=\n\n\u2014 /.test(text);
}
