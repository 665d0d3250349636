/**
 * Overwrites secrets with zeros. Best effort: a runtime and libsodium's heap may have copies, which is why secrets live
 * in a process that ends when the vault is sealed.
 */
export function wipe(...secrets: readonly Uint8Array[]): void {
  for (const secret of secrets) secret.fill(0);
}
