const KNOWN: ReadonlySet<string> = new Set([
  'about:',
  'blob:',
  'chrome:',
  'data:',
  'devtools:',
  'file:',
  'ftp:',
  'http:',
  'https:',
  'javascript:',
  'mailto:',
  'ws:',
  'wss:',
]);

/** The scheme of a URL that a page chose, when it is a common one, else `other`. No more of it is fit for a log: the rest may be a secret. */
export function schemeOf(url: string): string {
  const scheme = URL.canParse(url) ? new URL(url).protocol : '';
  return KNOWN.has(scheme) ? scheme : 'other';
}
