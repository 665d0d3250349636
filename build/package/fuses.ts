import { join } from 'node:path';
import { type FuseConfig, FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import type { AfterPackContext } from 'electron-builder';

/**
 * Every fuse, each with its reason. A fuse that a later Electron adds and that has no line here fails the packaging
 * (`strictlyRequireAllFuses`).
 */
const fuses: FuseConfig & { readonly strictlyRequireAllFuses: true } = {
  version: FuseVersion.V1,
  strictlyRequireAllFuses: true,
  // The binary is no general-purpose Node, and takes no orders from the environment or from an inspector.
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  // Only our own archive is loaded, and (on macOS and Windows) only while its hash is the one in the binary.
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  // The window lives on https://halligan.localhost: file: pages get nothing extra.
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  // Sessions are in memory and keep no cookies; were one ever kept, it would be encrypted.
  [FuseV1Options.EnableCookieEncryption]: true,
  // We ship no snapshot of our own.
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  // Bounds checks of WebAssembly by trap: faster libsodium, and the default.
  [FuseV1Options.WasmTrapHandlers]: true,
};

/** electron-builder's hook between packing and signing. */
export async function setFuses({ appOutDir, packager, electronPlatformName }: AfterPackContext, arch: string | undefined): Promise<void> {
  const { productFilename } = packager.appInfo;
  const names: Readonly<Record<string, string>> = {
    darwin: `${productFilename}.app`,
    win32: `${productFilename}.exe`,
    linux: packager.platformSpecificBuildOptions.executableName ?? productFilename,
  };
  const name = names[electronPlatformName];
  if (name === undefined) throw new Error(`Halligan is not packaged for ${electronPlatformName}.`);
  await flipFuses(join(appOutDir, name), { ...fuses, resetAdHocDarwinSignature: electronPlatformName === 'darwin' && arch === 'arm64' });
}
