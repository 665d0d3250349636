import { safeStorage } from 'electron';
import { type Bytes, copyOf, fromHex, toHex } from '../../shared/base/bytes.ts';
import type { HostView } from '../../shared/contract/view.ts';

/** The system's own store for secrets of this station. What `seal` gives may lie in a file. */
export interface SystemKeyBox {
  readonly kind: Exclude<HostView['logKeyIn'], 'file'>;
  seal(secret: Bytes): Promise<Bytes>;
  /** Throws when the box does not know this, as after a move to another account. */
  open(sealed: Bytes): Promise<Bytes>;
}

/** Null when the system has no such store: the key is then kept in a file, and the app says so. Only the asynchronous API is used. */
export async function openKeyBox(): Promise<SystemKeyBox | null> {
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return null;
  return {
    kind: boxKind(),
    seal: async (secret) => copyOf(await safeStorage.encryptStringAsync(toHex(secret))),
    open: async (sealed) => fromHex((await safeStorage.decryptStringAsync(Buffer.from(sealed))).result),
  };
}

function boxKind(): SystemKeyBox['kind'] {
  if (process.platform === 'darwin') return 'keychain';
  if (process.platform === 'win32') return 'dpapi';
  const backend = safeStorage.getSelectedStorageBackend();
  if (backend === 'gnome_libsecret') return 'libsecret';
  return backend.startsWith('kwallet') ? 'kwallet' : 'basic_text';
}
