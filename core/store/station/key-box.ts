/** What protects a station's log key on this machine. `basic_text` and `file` protect it by file rights alone, which the app says. */
export type KeyBoxKind = 'keychain' | 'dpapi' | 'libsecret' | 'kwallet' | 'basic_text' | 'file';

/** The operating system's keyring where there is one (electron/host gives it), else `FILE_KEY_BOX`. */
export interface KeyBox {
  readonly kind: KeyBoxKind;
  seal(bytes: Uint8Array): Promise<Uint8Array>;
  open(bytes: Uint8Array): Promise<Uint8Array>;
}

/** Without a keyring: the key is stored in its 0600 file unencrypted. */
export const FILE_KEY_BOX: KeyBox = {
  kind: 'file',
  seal: async (bytes) => bytes,
  open: async (bytes) => bytes,
};
