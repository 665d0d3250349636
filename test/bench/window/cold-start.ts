import { freshFolder, startApp } from '../../harness/app/app.ts';
import type { Running } from '../../harness/app/running.ts';

export interface ColdStart {
  readonly app: Running;
  /** From the start of the process until the doors, whose buttons answer, were painted. */
  readonly ms: number;
}

/** Starts the built app in a fresh profile. The caller closes it. */
export async function coldStart(): Promise<ColdStart> {
  const startedAt = Date.now();
  const app = await startApp({ userData: freshFolder() });
  await app.page.getByRole('button', { name: 'Start practising' }).waitFor();
  const paintedAt = await app.page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const observer = new PerformanceObserver((list) => {
          const last = list.getEntries().at(-1);
          if (last !== undefined) resolve(performance.timeOrigin + last.startTime);
        });
        observer.observe({ type: 'largest-contentful-paint', buffered: true });
      }),
  );
  return { app, ms: paintedAt - startedAt };
}
