/** What a browser may do to a touch that no simulated key can be asked to do. It is undone when the page is loaded again. */
import type { Page } from '@playwright/test';

/** The browser takes the touch and says nothing of PRF, as one that does not know it. */
export async function withoutPrf(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { credentials } = navigator;
    const get = credentials.get.bind(credentials);
    credentials.get = (options) => {
      if (options?.publicKey) delete options.publicKey.extensions;
      return get(options);
    };
  });
}

/** The browser asks no key for its PIN or finger, whatever the app wants. */
export async function withoutVerification(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { credentials } = navigator;
    const create = credentials.create.bind(credentials);
    credentials.create = (options) => {
      const { publicKey } = options ?? {};
      if (publicKey !== undefined)
        publicKey.authenticatorSelection = { ...publicKey.authenticatorSelection, userVerification: 'discouraged' };
      return create(options);
    };
  });
}

/** Its two minutes are over in two seconds: the browser's own time-out is a real one, only its clock is put forward by the rest. */
export async function withFastClock(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { credentials } = navigator;
    const get = credentials.get.bind(credentials);
    const now = performance.now.bind(performance);
    const shortMs = 2000;
    credentials.get = async (options) => {
      const wanted = options?.publicKey?.timeout ?? 0;
      if (options?.publicKey) options.publicKey.timeout = shortMs;
      try {
        return await get(options);
      } finally {
        performance.now = () => now() + wanted - shortMs;
      }
    };
  });
}
