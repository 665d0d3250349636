import { app } from 'electron';

/** Chromium's own walls. Nothing resolves, not even an address in digits, so that what slips past the session finds nobody. */
const SWITCHES: Readonly<Record<string, string>> = {
  'host-resolver-rules': 'MAP * ~NOTFOUND',
  'force-webrtc-ip-handling-policy': 'disable_non_proxied_udp',
  'webrtc-ip-handling-policy': 'disable_non_proxied_udp',
  'no-proxy-server': '',
  'no-pings': '',
  'disable-quic': '',
};

/** To be called before anything else. The crash reporter is never started: what it would send is memory. */
export function hardenApp(): void {
  app.enableSandbox();
  for (const [name, value] of Object.entries(SWITCHES)) app.commandLine.appendSwitch(name, value);
}
