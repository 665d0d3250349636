import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type SessionSign, signOf, watchLogind } from '../../../electron/host/logind.ts';

const SLEEP = '/org/freedesktop/login1: org.freedesktop.login1.Manager.PrepareForSleep (true,)';
const LOCK = '/org/freedesktop/login1/session/_32: org.freedesktop.login1.Session.Lock ()';
const HINT =
  "/org/freedesktop/login1/session/_32: org.freedesktop.DBus.Properties.PropertiesChanged ('org.freedesktop.login1.Session', {'LockedHint': <true>}, @as [])";

describe('what logind says', () => {
  it.each([
    [SLEEP, 'sleep'],
    [LOCK, 'screen-lock'],
    [HINT, 'screen-lock'],
    [SLEEP.replace('true', 'false'), null],
    [LOCK.replace('Lock', 'Unlock'), null],
    [HINT.replace('true', 'false'), null],
    ['The name org.freedesktop.login1 is owned by :1.3', null],
    ['', null],
  ])('%s', (line, sign) => {
    expect(signOf(line)).toBe(sign);
  });

  it('is heard line by line, however it is cut', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'halligan-logind-'));
    const monitor = join(folder, 'gdbus');
    const [start, end] = [SLEEP.slice(0, 30), SLEEP.slice(30)];
    writeFileSync(monitor, `#!/bin/sh\nprintf '%s' '${start}'\nsleep 0.1\nprintf '%s\\n%s\\nnoise\\n' '${end}' '${LOCK}'\nexec sleep 5\n`);
    chmodSync(monitor, 0o755);
    const path = process.env['PATH'];
    process.env['PATH'] = `${folder}${delimiter}${path}`;
    try {
      const heard: SessionSign[] = [];
      await new Promise<void>((resolve) => {
        watchLogind((sign) => {
          heard.push(sign);
          if (heard.length === 2) resolve();
        });
      });
      expect(heard).toEqual(['sleep', 'screen-lock']);
    } finally {
      process.env['PATH'] = path;
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
