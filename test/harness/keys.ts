import type { CDPSession, Page } from '@playwright/test';

/** A person's security key, as Chromium simulates one. */
export interface VirtualKey {
  readonly name: string;
  readonly id: string;
}

/** What sets a key apart from a good one: FIDO2 over USB with a PIN that is always right. */
export type KeyTrait =
  /** hmac-secret is missing: no PRF at all. */
  | 'no-hmac-secret'
  /** No PIN and no fingerprint. */
  | 'no-verification'
  /** PRF is promised, but without verification no result comes: the "no PRF result" case. */
  | 'prf-without-verification';

const GOOD = {
  protocol: 'ctap2',
  ctap2Version: 'ctap2_1',
  transport: 'usb',
  hasResidentKey: true,
  hasUserVerification: true,
  isUserVerified: true,
  hasHmacSecret: true,
  automaticPresenceSimulation: false,
} as const;

const TRAITS: Readonly<Record<KeyTrait, object>> = {
  'no-hmac-secret': { hasHmacSecret: false },
  'no-verification': { hasUserVerification: false, isUserVerified: false },
  'prf-without-verification': { hasHmacSecret: false, hasPrf: true, hasUserVerification: false, isUserVerified: false },
};

/**
 * The keys of the people before one window. All lie untouched at first. Two that are touched at once race, so that
 * `present` leaves exactly one touched; a key that is taken away and put back would lose its PRF secret.
 */
export class VirtualKeys {
  readonly #cdp: CDPSession;
  readonly #keys: VirtualKey[] = [];

  private constructor(cdp: CDPSession) {
    this.#cdp = cdp;
  }

  static async before(page: Page): Promise<VirtualKeys> {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('WebAuthn.enable', { enableUI: false });
    return new VirtualKeys(cdp);
  }

  /** Plugs a key in, untouched. */
  async add(name: string, trait?: KeyTrait): Promise<VirtualKey> {
    const options = { ...GOOD, ...(trait === undefined ? {} : TRAITS[trait]) };
    const { authenticatorId } = await this.#cdp.send('WebAuthn.addVirtualAuthenticator', { options });
    const key = { name, id: authenticatorId };
    this.#keys.push(key);
    return key;
  }

  /** From now on `key` answers every touch that is asked for, and no other does; null: nobody touches. */
  async present(key: VirtualKey | null): Promise<void> {
    for (const other of this.#keys) if (other !== key) await this.#touch(other, false);
    if (key !== null) await this.#touch(key, true);
  }

  /** Its PIN will be wrong. Chromium keeps a key that failed locked: use a new one afterwards. */
  async failVerification(key: VirtualKey): Promise<void> {
    await this.#cdp.send('WebAuthn.setUserVerified', { authenticatorId: key.id, isUserVerified: false });
  }

  /** The next answers of the key are false in this way, though it was touched. */
  async forge(key: VirtualKey, what: 'signature' | 'verified-flag' | 'present-flag'): Promise<void> {
    await this.#cdp.send('WebAuthn.setResponseOverrideBits', {
      authenticatorId: key.id,
      isBogusSignature: what === 'signature',
      isBadUV: what === 'verified-flag',
      isBadUP: what === 'present-flag',
    });
  }

  /** Lost for good: its secret goes with it. */
  async remove(key: VirtualKey): Promise<void> {
    await this.#cdp.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: key.id });
    this.#keys.splice(this.#keys.indexOf(key), 1);
  }

  /** The credential ids that it holds, base64. */
  async credentials(key: VirtualKey): Promise<string[]> {
    const { credentials } = await this.#cdp.send('WebAuthn.getCredentials', { authenticatorId: key.id });
    return credentials.map(({ credentialId }) => credentialId);
  }

  async #touch(key: VirtualKey, enabled: boolean): Promise<void> {
    await this.#cdp.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId: key.id, enabled });
  }
}
