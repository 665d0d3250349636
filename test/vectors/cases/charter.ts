import { type Bytes, fromUtf8, utf8 } from '../../../shared/base/bytes.ts';
import { charterHash, encodeCharter } from '../../../shared/format/charter.ts';
import { encodeSignatures } from '../../../shared/format/charter-signature.ts';
import { any, at, flipped, type SampleVault, sampleVault, signAll } from '../../harness/format/sample-vault.ts';
import { refusedCase, type VectorCase, type VectorFile } from '../run/vector-case.ts';

interface Link {
  readonly charter: string;
  readonly signatures: string;
}

function signedBy(sample: SampleVault, bytes: Bytes, signers: number): Link {
  const signatures = signAll(bytes, sample.vault, sample.people.slice(0, signers));
  return { charter: fromUtf8(bytes), signatures: fromUtf8(encodeSignatures(signatures)) };
}

/** Charters as stored, with their signatures (shared/format/FORMAT.md §6). Two members, one compartment: small, so that edits can be read. */
export async function charterVectors(): Promise<VectorFile> {
  const sample = await sampleVault({ seed: 'vectors: charter', members: 2, decoys: 'without', rules: [(all) => any(2, ...all)] });
  const founding = signedBy(sample, sample.bytes, 2);
  const second = encodeCharter({ ...sample.charter, version: 2, previous: charterHash(sample.bytes), name: 'South ring' });
  const good: VectorCase = { name: 'a founding, signed by all', class: 'ok', do: 'charter-chain', in: { chain: [founding] } };
  const chain: VectorCase = {
    name: 'a second version, signed as the first one asks',
    class: 'ok',
    do: 'charter-chain',
    in: { chain: [founding, signedBy(sample, second, 2)] },
  };
  /** A forger's edit, signed by all members as if they had agreed: what is refused is the content. */
  function edited(name: string, code: string, from: string | RegExp, to: string): VectorCase {
    const text = founding.charter.replace(from, to);
    if (text === founding.charter) throw new Error(`${name}: nothing was edited`);
    return refusedCase(good, name, code, { chain: [signedBy(sample, utf8(text), 2)] });
  }
  const unsigned = (change: Partial<Link>): { chain: Link[] } => ({ chain: [{ ...founding, ...change }] });
  const [first] = sample.signatures;
  const compartment = at(sample.charter.compartments, 0);
  const [shareA, shareB] = [JSON.stringify(at(compartment.shares, 0)), JSON.stringify(at(compartment.shares, 1))];
  const next = (change: object, signers = 2): Link =>
    signedBy(sample, encodeCharter({ ...sample.charter, version: 2, previous: charterHash(sample.bytes), ...change }), signers);
  return {
    about: 'Chains of charters: stored JSON and stored signatures, as text. The out of a good one is each charter’s hash.',
    cases: [
      good,
      refusedCase(
        good,
        'one letter of a name changed after signing',
        'charter.bad_signature',
        unsigned({ charter: founding.charter.replace('North', 'Morth') }),
      ),
      refusedCase(good, 'not signed by all', 'charter.not_enough_signers', { chain: [signedBy(sample, sample.bytes, 1)] }),
      refusedCase(
        good,
        'a signature by another member',
        'charter.bad_signature',
        unsigned({ signatures: founding.signatures.replace(at(sample.people, 0).id, 'm_AAAAAAAAAAAAAAAAAAAAAA') }),
      ),
      refusedCase(
        good,
        'a signature changed',
        'charter.bad_signature',
        unsigned({ signatures: founding.signatures.replace(first?.signature ?? '', flipped(first?.signature ?? '', 33)) }),
      ),
      refusedCase(good, 'no charter', 'charter.broken_chain', { chain: [] }),
      edited('white space', 'format.not_canonical', '"suite":1,', '"suite":1, '),
      edited('a duplicate field', 'format.not_canonical', '"version":1', '"version":1,"version":1'),
      edited('a number with a point', 'format.not_canonical', '"version":1', '"version":1.0'),
      edited('a needless escape', 'format.not_canonical', 'North', '\\u004eorth'),
      edited('an unknown field', 'format.malformed', '"version":1', '"version":1,"more":true'),
      edited('a later version of the format', 'format.unknown_version', '{"v":1', '{"v":2'),
      edited('another suite', 'format.unknown_suite', '"suite":1', '"suite":9'),
      edited('a direction override in a name', 'format.malformed', 'North', 'N\u202eorth'),
      edited('a simulated key in a real vault', 'charter.inconsistent', '"kind":"fido2"', '"kind":"simulated"'),
      edited('real keys in a practice vault', 'charter.inconsistent', '"kind":"real","version"', '"kind":"practice","version"'),
      edited('a member’s name twice', 'charter.inconsistent', at(sample.people, 1).name, at(sample.people, 0).name),
      edited('a share fewer than the rule asks for', 'charter.inconsistent', `,${shareB}`, ''),
      edited('shares in each other’s place', 'charter.inconsistent', `${shareA},${shareB}`, `${shareB},${shareA}`),
      edited('a decoy without a twin', 'charter.inconsistent', '"kind":"real","decoyOf":null', '"kind":"decoy","decoyOf":null'),
      edited('a rule that asks for three of two', 'rule.threshold_out_of_range', '"need":2', '"need":3'),
      edited('a rule with a stranger', 'rule.unknown_member', /("amendment":.*?"member":")m_.{22}/, '$1m_AAAAAAAAAAAAAAAAAAAAAA'),
      edited('a policy out of its range', 'policy.out_of_range', '"idleSeconds":300', '"idleSeconds":3'),
      edited('a version 2 with nothing before it', 'charter.inconsistent', '"version":1', '"version":2'),
      chain,
      refusedCase(chain, 'signed by too few', 'charter.not_enough_signers', { chain: [founding, signedBy(sample, second, 1)] }),
      refusedCase(chain, 'a loosened rule, signed by those who would then suffice', 'charter.not_enough_signers', {
        chain: [founding, next({ amendment: any(1, ...sample.people.map(({ id }) => id)) }, 1)],
      }),
      refusedCase(chain, 'a version left out', 'charter.wrong_version', { chain: [founding, next({ version: 3 })] }),
      refusedCase(chain, 'the second version alone', 'charter.wrong_version', { chain: [signedBy(sample, second, 2)] }),
      refusedCase(chain, 'the first version twice', 'charter.wrong_version', { chain: [founding, founding] }),
      refusedCase(chain, 'after another charter', 'charter.broken_chain', { chain: [founding, next({ previous: charterHash(second) })] }),
      refusedCase(chain, 'other shares under the old number of the set', 'charter.broken_chain', {
        chain: [
          founding,
          next({
            compartments: [
              { ...compartment, shares: compartment.shares.map((share) => ({ ...share, commitment: flipped(share.commitment) })) },
            ],
          }),
        ],
      }),
    ],
  };
}
