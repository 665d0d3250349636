const none = (): Promise<never> => Promise.reject(new Error('the rescue host has no key store of the system'));

/** There is no key store here, and it says so. */
export const safeStorage: Pick<
  Electron.SafeStorage,
  'decryptStringAsync' | 'encryptStringAsync' | 'getSelectedStorageBackend' | 'isAsyncEncryptionAvailable'
> = {
  isAsyncEncryptionAvailable: async () => false,
  encryptStringAsync: none,
  decryptStringAsync: none,
  getSelectedStorageBackend: () => 'unknown',
};
