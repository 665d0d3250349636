import { type AfterPackContext, Arch, type Configuration } from 'electron-builder';
import { setFuses } from './package/fuses.ts';

/** better-sqlite3's native file for the platform and architecture that is being packed; the other seven stay out. */
function foreignPrebuilds(platform: string, arch: string): string {
  return `!node_modules/better-sqlite3/prebuilds/!(${platform}-${arch}).node`;
}

/** What the bundles load from outside themselves (build/bundle/entries.ts), file by file; all else of node_modules is inside the bundles. */
const modules: readonly string[] = [
  '!node_modules/**',
  'node_modules/better-sqlite3/{package.json,LICENSE,lib/**,prebuilds/*.node}',
  'node_modules/{libsodium,libsodium-sumo,libsodium-wrappers,libsodium-wrappers-sumo}/{package.json,LICENSE,dist/**}',
  '!node_modules/**/*.{map,d.ts,d.mts}',
];

/**
 * The configuration of electron-builder: AppImage and deb, dmg, nsis. Nothing is rebuilt (the natives are prebuilt), nothing is published.
 * The electron version is package.json's; the app in the archive is just
 * `dist/` without the collector, and four packages.
 */
export function packageConfig(platform: NodeJS.Platform, arch: NodeJS.Architecture, output: string): Configuration {
  return {
    appId: 'org.halligan.vault',
    productName: 'Halligan',
    copyright: 'Halligan',
    directories: { output, buildResources: 'build/resources' },
    files: [
      'dist/**',
      '!dist/stamp',
      '!dist/collector.js',
      '!dist/collector-page/**',
      'package.json',
      ...modules,
      foreignPrebuilds(platform, arch),
    ],
    asar: true,
    asarUnpack: ['**/*.node'],
    npmRebuild: false,
    nodeGypRebuild: false,
    buildDependenciesFromSource: false,
    disableDefaultIgnoredFiles: false,
    removePackageScripts: true,
    publish: null,
    electronLanguages: ['en-US'],
    afterPack: (context: AfterPackContext) => setFuses(context, Arch[context.arch]),
    linux: {
      target: ['AppImage', 'deb'],
      executableName: 'halligan',
      category: 'Utility',
      synopsis: 'Open a vault of emergency credentials by quorum',
      maintainer: 'Halligan <halligan@example.invalid>',
      mimeTypes: ['application/x-halligan'],
    },
    mac: { target: ['dmg'], category: 'public.app-category.utilities', hardenedRuntime: true, darkModeSupport: true },
    win: { target: ['nsis'] },
    nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true, deleteAppDataOnUninstall: false },
    fileAssociations: [{ ext: 'halligan', name: 'Halligan vault', role: 'Editor' }],
  };
}
