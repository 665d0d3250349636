import { KeePassBench, type KeePassFigure, keePassCli } from './keepass.ts';
import { beside, type Figure, type Part } from './measure/figure.ts';
import { measureUnseal } from './unseal.ts';

const NOTE =
  'ours: three custodians, every entry durable, two processes running already, keys not counted; the control: one password, its own start counted';

/** The unseal of vaults of these sizes, each beside `keepassxc-cli` on an equal database of the cheapest key derivation it has. */
export async function measureUnseals(sizes: readonly number[], rounds: number): Promise<Part> {
  const cli = keePassCli();
  const controls = cli === null ? null : new KeePassBench(cli, sizes, rounds);
  try {
    const { unseal, readable, checks } = await measureUnseal(sizes, rounds, (round) => controls?.round(round));
    if (controls === null) {
      const skipped = ['the control keepassxc-cli: the package keepassxc is not installed'];
      return { figures: [...unseal, ...readable], checks, skipped };
    }
    return { figures: [...withControls(unseal, sizes, controls.figures()), ...readable], checks, skipped: [] };
  } finally {
    controls?.close();
  }
}

/** Each of ours beside the control that took the least, then the others by themselves. */
function withControls(unseal: readonly Figure[], sizes: readonly number[], controls: readonly KeePassFigure[]): readonly Figure[] {
  const least = sizes.map((size) => controls.filter((one) => one.size === size).sort((a, b) => a.figure.median - b.figure.median)[0]);
  const ours = unseal.map((one, i) => {
    const control = least[i];
    return control === undefined ? one : beside(one, control.figure, NOTE);
  });
  return [...ours, ...controls.filter((one) => !least.includes(one)).map(({ figure }) => figure)];
}
