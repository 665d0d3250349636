import { spawn } from 'node:child_process';

export type SessionSign = 'sleep' | 'screen-lock';

/** What a line of `gdbus monitor` on systemd-logind says of sleep or a locked screen; null for any other line. */
export function signOf(line: string): SessionSign | null {
  if (/\.PrepareForSleep \(true,?\)/.test(line)) return 'sleep';
  if (/\.Session\.Lock \(\)/.test(line) || /'LockedHint': <true>/.test(line)) return 'screen-lock';
  return null;
}

/**
 * Hears on Linux of sleep before it begins and of a locked screen, which Electron does not tell there. Any session of the machine
 * counts. Where `gdbus` or logind is missing, nothing is heard; the idle limit still seals.
 */
export function watchLogind(onSign: (sign: SessionSign) => void): void {
  if (process.platform !== 'linux') return;
  const monitor = spawn('gdbus', ['monitor', '--system', '--dest', 'org.freedesktop.login1'], { stdio: ['ignore', 'pipe', 'ignore'] });
  monitor.on('error', () => undefined);
  monitor.unref();
  let rest = '';
  monitor.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const sign = signOf(line);
      if (sign !== null) onSign(sign);
    }
  });
  process.once('exit', () => monitor.kill());
}
