import type { Page } from '@playwright/test';

/** What came of a touch; a failed one is told by the name of its error. */
export interface Touched {
  readonly id: string;
  /** At enrolment: whether PRF was promised. */
  readonly prf: boolean | null;
  /** The PRF output in hexadecimal. */
  readonly secret: string | null;
  readonly verified: boolean;
}

export interface TouchOptions {
  readonly input?: number;
  readonly timeout?: number;
  readonly verification?: 'required' | 'discouraged';
}

interface Prf {
  readonly prf?: { readonly enabled?: boolean; readonly results?: { readonly first: ArrayBuffer } };
}

/** Registers a key from the page. `exclude` holds the ids of keys that will not do. */
export function enrol(page: Page, exclude: readonly string[] = [], options: TouchOptions = {}): Promise<Touched | string> {
  return page.evaluate(
    async ({ exclude, options }) => {
      const bytes = (id: string): ArrayBuffer => Uint8Array.from(id.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)).buffer;
      const hex = (buffer: ArrayBuffer): string => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
      try {
        const made = (await navigator.credentials.create({
          publicKey: {
            rp: { name: 'Halligan', id: location.hostname },
            user: { id: crypto.getRandomValues(new Uint8Array(16)), name: 'custodian', displayName: 'Custodian' },
            challenge: crypto.getRandomValues(new Uint8Array(32)),
            pubKeyCredParams: [
              { type: 'public-key', alg: -7 },
              { type: 'public-key', alg: -8 },
            ],
            authenticatorSelection: { userVerification: options.verification ?? 'required', residentKey: 'discouraged' },
            timeout: options.timeout ?? 20_000,
            excludeCredentials: exclude.map((id) => ({ type: 'public-key' as const, id: bytes(id) })),
            extensions: { prf: {} },
          },
        })) as PublicKeyCredential;
        const { prf } = made.getClientExtensionResults() as Prf;
        return { id: hex(made.rawId), prf: prf?.enabled ?? false, secret: null, verified: true };
      } catch (error) {
        return (error as Error).name;
      }
    },
    { exclude, options },
  );
}

/** Asks for a touch of one of these keys from the page. */
export function touch(page: Page, ids: readonly string[], options: TouchOptions = {}): Promise<Touched | string> {
  return page.evaluate(
    async ({ ids, options }) => {
      const bytes = (id: string): ArrayBuffer => Uint8Array.from(id.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)).buffer;
      const hex = (buffer: ArrayBuffer): string => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
      try {
        const got = (await navigator.credentials.get({
          publicKey: {
            rpId: location.hostname,
            challenge: crypto.getRandomValues(new Uint8Array(32)),
            userVerification: options.verification ?? 'required',
            timeout: options.timeout ?? 20_000,
            allowCredentials: ids.map((id) => ({
              type: 'public-key' as const,
              id: bytes(id),
              transports: ['usb', 'nfc', 'ble'] as AuthenticatorTransport[],
            })),
            extensions: { prf: { eval: { first: new Uint8Array(32).fill(options.input ?? 1) } } },
          },
        })) as PublicKeyCredential;
        const first = (got.getClientExtensionResults() as Prf).prf?.results?.first;
        const flags = new Uint8Array((got.response as AuthenticatorAssertionResponse).authenticatorData)[32] ?? 0;
        return { id: hex(got.rawId), prf: null, secret: first === undefined ? null : hex(first), verified: (flags & 4) !== 0 };
      } catch (error) {
        return (error as Error).name;
      }
    },
    { ids, options },
  );
}
