/** What an `otpauth://totp/…` URI says, as Google's Key Uri Format has it. Counter-based codes are not supported. */
export interface OtpauthUri {
  readonly label: string;
  readonly issuer: string | null;
  /** Base32 in capitals, without padding. */
  readonly secret: string;
  readonly algorithm: 'SHA1' | 'SHA256' | 'SHA512';
  readonly digits: number;
  readonly periodSeconds: number;
}

const SHAPE = /^otpauth:\/\/totp\/([^?#]+)\?([^?#]+)$/i;
const BASE32 = /^[A-Z2-7]+$/;
/** 80 bits: what the shortest secrets in use have. Shorter ones are truncated by accident more often than chosen. */
const SHORTEST_SECRET = 16;

/** As strict as the library that computes the codes, so that what is stored can be used. Null for anything that is no such URI, names a parameter twice, or asks for codes that nobody computes alike. */
export function parseOtpauth(uri: string): OtpauthUri | null {
  const [, label, query] = SHAPE.exec(uri.trim()) ?? [];
  const name = decoded(label ?? '');
  const parameters = parametersOf(query ?? '');
  if (name === null || name.trim() === '' || parameters === null) return null;
  const secret = wholeSecret(parameters.get('secret') ?? '');
  const algorithm = algorithmOf(parameters.get('algorithm') ?? 'SHA1');
  const digits = numberIn(parameters.get('digits') ?? '6', 6, 8);
  const periodSeconds = numberIn(parameters.get('period') ?? '30', 1, 300);
  if (secret === null || algorithm === null || digits === null || periodSeconds === null) return null;
  return { label: name, issuer: parameters.get('issuer') ?? null, secret, algorithm, digits, periodSeconds };
}

/** The URI of a bare Base32 secret, as many password managers export it; null when it is none. */
export function otpauthFromSecret(text: string, label: string): string | null {
  const secret = wholeSecret(text.replace(/[\s-]/g, ''));
  return secret === null || label.trim() === '' ? null : `otpauth://totp/${encodeURIComponent(label)}?secret=${secret}`;
}

function wholeSecret(text: string): string | null {
  const secret = text.replace(/=+$/, '').toUpperCase();
  // 1, 3 or 6 characters more than a multiple of 8 cannot be whole bytes.
  return secret.length >= SHORTEST_SECRET && BASE32.test(secret) && ![1, 3, 6].includes(secret.length % 8) ? secret : null;
}

function parametersOf(query: string): ReadonlyMap<string, string> | null {
  const parameters = new Map<string, string>();
  for (const pair of query.split('&')) {
    const equals = pair.indexOf('=');
    const name = pair.slice(0, Math.max(0, equals)).toLowerCase();
    const text = decoded(pair.slice(equals + 1));
    if (!/^[a-z0-9.~_-]+$/.test(name) || text === null || parameters.has(name)) return null;
    parameters.set(name, text);
  }
  return parameters;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function algorithmOf(text: string): OtpauthUri['algorithm'] | null {
  const name = text.toUpperCase();
  return name === 'SHA1' || name === 'SHA256' || name === 'SHA512' ? name : null;
}

function numberIn(text: string, least: number, most: number): number | null {
  const value = /^[1-9]\d{0,2}$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : null;
}
