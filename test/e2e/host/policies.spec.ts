import { expect } from '@playwright/test';
import { test } from '../../harness/app/app.ts';
import { ask, refusals } from '../../harness/app/ask-page.ts';

test('every answer carries the policies', async ({ sample }) => {
  const headers = await sample.page.evaluate(() => fetch('/page.js').then((response) => Object.fromEntries(response.headers)));
  expect(headers).toMatchObject({
    'content-security-policy': expect.stringMatching(/^default-src 'none'; script-src 'self'; .*require-trusted-types-for 'script'/),
    'permissions-policy': expect.stringMatching(/usb=\(\).*camera=\(self\)/),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  });
  expect(headers['content-security-policy']).not.toContain('unsafe');
  expect(await sample.page.evaluate(() => [location.origin, isSecureContext, crossOriginIsolated])).toEqual([
    'https://halligan.localhost',
    true,
    true,
  ]);
});

test('no text becomes a script', async ({ sample }) => {
  const { page } = sample;
  const ran = await page.evaluate(async () => {
    // DevTools lets what it evaluates evaluate text in turn; what a timer runs is the page's own.
    await new Promise((resolve) => setTimeout(resolve, 0));
    const ran: string[] = [];
    const attempt = (name: string, act: () => unknown): void => {
      try {
        if (act() === 'ran') ran.push(name);
      } catch {
        // Refused, as it should be.
      }
    };
    const mark = (): unknown => (window as unknown as { mark?: string }).mark;
    attempt('eval', () => (window as unknown as { eval(text: string): unknown }).eval('"ran"'));
    attempt('function', () => new Function('return "ran"')());
    attempt('timer', () => setTimeout('window.mark = "ran"' as unknown as () => void, 0));
    attempt('inline script', () => {
      document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.mark = "ran"' }));
      return mark();
    });
    attempt('script from data', () => {
      document.body.append(Object.assign(document.createElement('script'), { src: 'data:text/javascript,window.mark="ran"' }));
      return mark();
    });
    attempt('html', () => {
      document.body.innerHTML += '<img src=x onerror="window.mark = \'ran\'">';
      return 'ran';
    });
    attempt('frame text', () => {
      document.body.appendChild(document.createElement('iframe')).srcdoc = '<script>parent.mark = "ran"</script>';
      return 'ran';
    });
    attempt('policy', () => {
      (window as unknown as { trustedTypes: { createPolicy(name: string, rules: object): unknown } }).trustedTypes.createPolicy('mine', {});
      return 'ran';
    });
    attempt('wasm', () => {
      new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
      return 'ran';
    });
    return ran;
  });
  expect(ran).toEqual([]);
  await page.waitForTimeout(200); // what was queued has had its turn
  expect(await page.evaluate(() => (window as unknown as { mark?: string }).mark ?? 'nothing ran')).toBe('nothing ran');
  const logged = await refusals(page);
  expect(logged.some((line) => /^policy (script-src|require-trusted-types-for|trusted-types)/.test(line))).toBe(true);
});

test('the page has no permission at all', async ({ sample }) => {
  const { page } = sample;
  const names = [
    'geolocation',
    'notifications',
    'camera',
    'microphone',
    'clipboard-read',
    'midi',
    'persistent-storage',
    'screen-wake-lock',
    'idle-detection',
    'local-fonts',
    'window-management',
  ];
  const states = await page.evaluate(
    (names) =>
      Promise.all(
        names.map((name) =>
          navigator.permissions.query({ name: name as PermissionName }).then(
            ({ state }) => `${name}: ${state}`,
            () => `${name}: denied`,
          ),
        ),
      ),
    names,
  );
  expect(states.filter((line) => !line.endsWith(': denied'))).toEqual([]);
  const got = await page.evaluate(async () => {
    const got: string[] = [];
    const devices = navigator as unknown as Record<
      'usb' | 'hid' | 'serial' | 'bluetooth',
      { requestDevice(o: object): Promise<unknown>; requestPort(): Promise<unknown> }
    >;
    const attempts: Record<string, () => Promise<unknown>> = {
      geolocation: () => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject)),
      camera: () => navigator.mediaDevices.getUserMedia({ video: true }),
      microphone: () => navigator.mediaDevices.getUserMedia({ audio: true }),
      screen: () => navigator.mediaDevices.getDisplayMedia(),
      notification: () =>
        Notification.requestPermission().then((state) => (state === 'granted' ? 'got' : Promise.reject(new Error(state)))),
      clipboard: () => navigator.clipboard.readText(),
      midi: () => navigator.requestMIDIAccess(),
      usb: () => devices.usb.requestDevice({ filters: [] }),
      hid: () =>
        devices.hid
          .requestDevice({ filters: [] })
          .then((found) => ((found as unknown[]).length > 0 ? found : Promise.reject(new Error('none')))),
      serial: () => devices.serial.requestPort(),
      bluetooth: () => devices.bluetooth.requestDevice({ acceptAllDevices: true }),
    };
    for (const [name, attempt] of Object.entries(attempts)) {
      const late = new Promise((_, reject) => setTimeout(reject, 3000, new Error('asks somebody')));
      await Promise.race([Promise.resolve().then(attempt), late]).then(
        () => got.push(name),
        () => undefined,
      );
    }
    return got;
  });
  expect(got).toEqual([]);
});

test('the camera is lent while its gate is open, and the microphone never', async ({ sample }) => {
  const { page } = sample;
  const state = () => page.evaluate(() => navigator.permissions.query({ name: 'camera' as PermissionName }).then((status) => status.state));
  expect(await state()).toBe('denied');
  await ask(page, 'sample.camera', { gate: 'open' });
  expect(await state()).toBe('granted');
  expect(
    await page.evaluate(() => navigator.permissions.query({ name: 'microphone' as PermissionName }).then((status) => status.state)),
  ).toBe('denied');
  await ask(page, 'sample.camera', { gate: 'close' });
  expect(await state()).toBe('denied');
});
