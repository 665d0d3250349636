/** An event in Electron's manner: what it tells, and a way for a listener to stop what would follow. */
export type Preventable<Facts extends object> = Facts & { preventDefault(): void; readonly defaultPrevented: boolean };

export function preventable<Facts extends object>(facts: Facts): Preventable<Facts> {
  let prevented = false;
  return Object.defineProperty(
    {
      ...facts,
      preventDefault: () => {
        prevented = true;
      },
      defaultPrevented: false,
    },
    'defaultPrevented',
    { get: () => prevented },
  );
}
