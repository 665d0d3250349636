import type { CDPSession, Page } from '@playwright/test';

/** A person's security key, as Chromium simulates one. */
export interface VirtualKey {
  readonly name: string;
  readonly id: string;
  readonly transport: string;
}

/** What sets a key apart from a good one: FIDO2 over USB with a PIN that is always right. */
export type KeyTrait =
  /** hmac-secret is missing: no PRF at all. */
  | 'no-hmac-secret'
  /** No PIN and no fingerprint. */
  | 'no-verification'
  /** PRF is promised, but without verification no result comes: the "no PRF result" case. */
  | 'prf-without-verification';

/** Chromium asks each key that it sees for its verification, touched or not, and each time takes one of its five tries. */
const TRANSPORTS = ['usb', 'nfc', 'ble'] as const;

const GOOD = {
  protocol: 'ctap2',
  ctap2Version: 'ctap2_1',
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
  readonly #page: Page;
  readonly #keys: VirtualKey[] = [];
  /** Keys that are wrong on purpose: they are not kept fresh. */
  readonly #wrong = new Set<VirtualKey>();
  #added = 0;

  private constructor(cdp: CDPSession, page: Page) {
    this.#cdp = cdp;
    this.#page = page;
  }

  static async before(page: Page): Promise<VirtualKeys> {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('WebAuthn.enable', { enableUI: false });
    return new VirtualKeys(cdp, page);
  }

  /** Plugs a key in, untouched. */
  async add(name: string, trait?: KeyTrait): Promise<VirtualKey> {
    const transport = TRANSPORTS[this.#added++ % TRANSPORTS.length] ?? 'usb';
    const options = { ...GOOD, transport, ...(trait === undefined ? {} : TRAITS[trait]) };
    const { authenticatorId } = await this.#cdp.send('WebAuthn.addVirtualAuthenticator', { options });
    const key = { name, id: authenticatorId, transport };
    this.#keys.push(key);
    if (trait !== undefined) this.#wrong.add(key);
    return key;
  }

  /** From now on `key` answers every touch that is asked for, and no other does; null: nobody touches. */
  async present(key: VirtualKey | null): Promise<void> {
    if (key !== null) await this.#refresh();
    await this.#only(key);
  }

  /**
   * The tries of those that lie there would run out, the sooner the more of them and the more refusals: each is asked by
   * itself, over its own transport, which gives it all its tries back.
   */
  async #refresh(): Promise<void> {
    if (this.#keys.length < 2) return;
    for (const key of this.#keys) {
      const [credential] = this.#wrong.has(key) ? [] : await this.credentials(key);
      if (credential === undefined) continue;
      await this.#only(key);
      await this.#page.evaluate(askAlone, { credential, transport: key.transport });
    }
  }

  async #only(key: VirtualKey | null): Promise<void> {
    for (const other of this.#keys) if (other !== key) await this.#touch(other, false);
    if (key !== null) await this.#touch(key, true);
  }

  /** Its PIN will be wrong. Chromium keeps a key that failed locked: use a new one afterwards. */
  async failVerification(key: VirtualKey): Promise<void> {
    this.#wrong.add(key);
    await this.#cdp.send('WebAuthn.setUserVerified', { authenticatorId: key.id, isUserVerified: false });
  }

  /** The next answers of the key are false in this way, though it was touched. */
  async forge(key: VirtualKey, what: 'signature' | 'verified-flag' | 'present-flag'): Promise<void> {
    this.#wrong.add(key);
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

/** Runs in the page. The answer is thrown away; that it comes is what counts. */
async function askAlone({ credential, transport }: { credential: string; transport: string }): Promise<void> {
  const id = Uint8Array.from(atob(credential), (character) => character.charCodeAt(0));
  await navigator.credentials.get({
    publicKey: {
      rpId: 'halligan.localhost',
      challenge: crypto.getRandomValues(new Uint8Array(32)),
      allowCredentials: [{ type: 'public-key', id, transports: [transport as AuthenticatorTransport] }], // one of TRANSPORTS
      userVerification: 'required',
    },
  });
}
