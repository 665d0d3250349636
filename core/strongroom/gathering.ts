/** Shares as custodians contribute them, until the quorum is there and they are combined; then they are wiped. */
import { AppError } from '../../shared/base/app-error.ts';
import type { StrongroomCalls } from '../../shared/contract/strongroom-calls.ts';
import { wipe } from '../../shared/crypto/wipe.ts';
import type { KemKeyPair } from '../../shared/crypto/xwing.ts';
import { compartmentKeys } from '../../shared/format/identity.ts';
import type { OpenedShare } from '../../shared/format/share.ts';
import { combineShares } from '../../shared/format/share-set.ts';
import { openOwnShares } from './shares.ts';
import { publicKeyBytes, type StrongroomState } from './strongroom-state.ts';

type In<Name extends keyof StrongroomCalls> = StrongroomCalls[Name]['input'];
type Out<Name extends keyof StrongroomCalls> = StrongroomCalls[Name]['output'];

export class ShareGathering {
  readonly #state: StrongroomState;
  /** By request, then by compartment and path: what is contributed twice is kept once. */
  readonly #shares = new Map<string, Map<string, Map<string, OpenedShare>>>();

  constructor(state: StrongroomState) {
    this.#state = state;
  }

  async contribute(input: In<'contribute'>): Promise<Out<'contribute'>> {
    const keys = await this.#state.unlock(input);
    const held = this.#shares.get(input.request) ?? new Map<string, Map<string, OpenedShare>>();
    this.#shares.set(input.request, held);
    const shares = openOwnShares(
      this.#state,
      input.member,
      keys,
      (compartment, share) => {
        const of = held.get(compartment.id) ?? new Map<string, OpenedShare>();
        of.set(share.path.join('.'), share);
        held.set(compartment.id, of);
      },
      input.compartments,
    );
    this.#state.openDirectory(input.member, keys);
    return { shares };
  }

  /** Opens all of these compartments or none. Throws `share.*` and names what was wrong. */
  async combine({ request, compartments }: In<'open'>): Promise<Record<string, never>> {
    const { vault } = this.#state.charter();
    const held = this.#shares.get(request);
    if (held === undefined) throw new AppError('share.too_few', 'nothing was contributed to this request');
    const opened: { id: string; keys: KemKeyPair }[] = [];
    for (const id of compartments) {
      const { rule, generation, publicKey, shares: leaves } = this.#state.compartment(id);
      const place = { vault, compartment: id, generation };
      const shares = [...(held.get(id)?.values() ?? [])];
      const seed = await combineShares({ rule, place, publicKey: publicKeyBytes(publicKey), leaves, shares });
      opened.push({ id, keys: compartmentKeys(seed, place) });
      wipe(seed);
    }
    for (const { id, keys } of opened) this.#state.open.set(id, keys);
    this.#forget(request);
    return {};
  }

  #forget(request: string): void {
    for (const of of this.#shares.get(request)?.values() ?? []) for (const share of of.values()) wipe(share.value);
    this.#shares.delete(request);
  }
}
