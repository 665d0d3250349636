import { beside, type Figure, type Part } from './figure.ts';
import { keePassCli, measureKeePass } from './keepass.ts';
import { measureUnseal } from './unseal.ts';

const NOTE =
  'ours: three custodians, every entry durable, two processes running already, keys not counted; the control: one password, its own start counted';

/** The unseal of vaults of these sizes, each beside `keepassxc-cli` on an equal database of the cheapest key derivation it has. */
export async function measureUnseals(sizes: readonly number[], rounds: number): Promise<Part> {
  const { unseal, readable, checks } = await measureUnseal(sizes, rounds);
  const cli = keePassCli();
  if (cli === null)
    return { figures: [...unseal, ...readable], checks, skipped: ['the control keepassxc-cli: the package keepassxc is not installed'] };
  const controls = measureKeePass(cli, sizes, rounds);
  const cheapest = sizes.map((size) => controls.filter((one) => one.size === size).sort((a, b) => a.figure.median - b.figure.median)[0]);
  const withControls = unseal.map((ours, i): Figure => {
    const control = cheapest[i];
    return control === undefined ? ours : beside(ours, control.figure, NOTE);
  });
  const others = controls.filter((one) => !cheapest.includes(one)).map(({ figure }) => figure);
  return { figures: [...withControls, ...readable, ...others], checks, skipped: [] };
}
