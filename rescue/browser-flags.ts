export interface WindowLooks {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  /** A CSS colour: what is seen until the first paint. */
  readonly background: string;
}

/** Chromium features that would talk to the network, or show the browser's own furniture. */
const DISABLED_FEATURES = [
  'AcceptCHFrame',
  'AutofillServerCommunication',
  'CertificateTransparencyComponentUpdater',
  'DialMediaRouteProvider',
  'GlobalMediaControls',
  'InterestFeedContentSuggestions',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OmniboxPopup',
  'OptimizationHints',
  'SpareRendererForSitePerProcess',
  'Translate',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxPopup',
];

/**
 * The browser's command line: one app window with a plain page in it, driven over a pipe, to which no name resolves.
 * `switches` are those that the app itself asked for. Kept out on purpose: `--app=about:blank` opens a tabbed window;
 * `--incognito` has a context that cannot be addressed; `--enable-automation` shows a bar; any remote debugging port listens.
 */
export function browserFlags(
  looks: WindowLooks,
  userData: string,
  switches: ReadonlyMap<string, string>,
  env: NodeJS.ProcessEnv,
): string[] {
  const splash = `<!doctype html><meta name="color-scheme" content="light dark"><title>${looks.title}</title><style>html{background:${looks.background}}</style>`;
  return [
    `--app=data:text/html,${encodeURIComponent(splash)}`,
    `--user-data-dir=${userData}`,
    '--remote-debugging-pipe',
    '--class=Halligan',
    `--window-size=${looks.width},${looks.height}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--proxy-server=direct://',
    '--no-pings',
    '--disable-quic',
    '--disable-background-networking',
    // A covered window still counts down, and a security key still answers it.
    '--disable-backgrounding-occluded-windows',
    '--disable-breakpad',
    '--disable-client-side-phishing-detection',
    '--disable-component-update',
    '--disable-crash-reporter',
    '--disable-default-apps',
    '--disable-domain-reliability',
    '--disable-extensions',
    '--disable-search-engine-choice-screen',
    '--disable-sync',
    '--metrics-recording-only',
    `--disable-features=${DISABLED_FEATURES.join(',')}`,
    '--password-store=basic',
    '--disk-cache-size=1',
    '--media-cache-size=1',
    '--gpu-disk-cache-size-kb=0',
    '--disable-gpu-shader-disk-cache',
    ...[...switches].map(([name, value]) => (value === '' ? `--${name}` : `--${name}=${value}`)),
    // Chromium's sandbox does not start as root; `--test-type` hides the bar that says so in the window: boot says it instead.
    ...(process.getuid?.() === 0 ? ['--no-sandbox', '--test-type'] : []),
    ...(env['HALLIGAN_HEADLESS'] === '1' ? ['--headless=new'] : []),
  ];
}
