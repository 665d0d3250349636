/** What protects a station's log key on this machine. `basic_text` and `file` protect nothing but by file rights, and it is said so. */
export type KeyBoxKind = 'keychain' | 'dpapi' | 'libsecret' | 'kwallet' | 'basic_text' | 'file';

/** The operating system's keyring where there is one (electron/host gives it), else `FILE_KEY_BOX`. */
export interface KeyBox {
  readonly kind: KeyBoxKind;
  seal(bytes: Uint8Array): Promise<Uint8Array>;
  open(bytes: Uint8Array): Promise<Uint8Array>;
}

/** No keyring: the key lies in its 0600 file as it is. */
export const FILE_KEY_BOX: KeyBox = {
  kind: 'file',
  seal: async (bytes) => bytes,
  open: async (bytes) => bytes,
};
