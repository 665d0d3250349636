import { fromUtf8, toBase64url } from '../../../shared/base/bytes.ts';
import { portableSha256 } from '../../../shared/crypto/hash.ts';
import { makeId } from '../../../shared/format/ids.ts';
import { encodeRequest, policyHash } from '../../../shared/format/request.ts';
import { seededRandom } from '../../harness/base/seeded-random.ts';
import { FOUNDED_AT } from '../../harness/format/sample-vault.ts';
import { refusedCase, type VectorCase, type VectorFile } from '../run/vector-case.ts';

/** Requests and the challenge that a touch signs (shared/format/FORMAT.md §10). */
export function requestVectors(): VectorFile {
  const random = seededRandom('vectors: requests');
  const vault = makeId('vault', random);
  const charterHash = toBase64url(random(32));
  const compartments = [makeId('compartment', random), makeId('compartment', random)];
  const scope = { vault, charterVersion: 3, charterHash, compartments };
  const asked = { v: 1, suite: 1, vault, charterVersion: 3, charterHash } as const;
  const times = { declaredAt: FOUNDED_AT, lapsesAt: FOUNDED_AT + 900_000, station: makeId('station', random) };
  const operator = makeId('member', random);
  const unsealBytes = encodeRequest({
    ...asked,
    kind: 'emergency',
    id: makeId('request', random),
    incident: 'INC-2231',
    reason: 'Single sign-on is down.',
    compartments,
    systems: ['core-1'],
    operator,
    requester: null,
    minutes: 60,
    ways: [{ way: 'on-call', failed: false }],
    ...times,
  });
  const extendBytes = encodeRequest({
    ...asked,
    kind: 'extend',
    id: makeId('request', random),
    of: makeId('request', random),
    ofHash: toBase64url(portableSha256(unsealBytes)),
    reason: 'Two routers are left.',
    requester: operator,
    minutes: 30,
    ...times,
  });
  const policy = toBase64url(policyHash(scope));
  const hash: VectorCase = { name: 'the policy hash of a scope', class: 'ok', do: 'policy-hash', in: scope };
  const approve: VectorCase = {
    name: 'the challenge of an approval',
    class: 'ok',
    do: 'approval',
    in: { request: fromUtf8(unsealBytes), policy },
  };
  const extend: VectorCase = {
    name: 'the challenge of an extension',
    class: 'ok',
    do: 'approval',
    in: { request: fromUtf8(extendBytes), policy },
  };
  function edited(good: VectorCase, name: string, code: string, from: string, to: string): VectorCase {
    const text = String(good.in['request']).replace(from, to);
    if (text === good.in['request']) throw new Error(`${name}: nothing was edited`);
    return refusedCase(good, name, code, { request: text });
  }
  return {
    about: 'Requests as stored, and what a security key signs to approve them.',
    cases: [
      hash,
      { ...hash, name: 'the same in another order', in: { ...scope, compartments: compartments.toReversed() } },
      refusedCase(hash, 'no compartment', 'format.malformed', { compartments: [] }),
      refusedCase(hash, 'a compartment twice', 'format.malformed', { compartments: [compartments[0], compartments[0]] }),
      approve,
      edited(approve, 'white space', 'format.not_canonical', ',"kind"', ', "kind"'),
      edited(approve, 'a duplicate field', 'format.not_canonical', '"minutes":60', '"minutes":60,"minutes":60'),
      edited(approve, 'an exponent', 'format.not_canonical', '"minutes":60', '"minutes":6e1'),
      edited(approve, 'nine hours', 'format.malformed', '"minutes":60', '"minutes":540'),
      edited(approve, 'no reason', 'format.malformed', '"reason":"Single sign-on is down."', '"reason":""'),
      edited(approve, 'a compartment twice', 'format.malformed', compartments[1] ?? '', compartments[0] ?? ''),
      edited(approve, 'an unknown kind', 'format.malformed', '"emergency"', '"party"'),
      edited(approve, 'an unknown way', 'format.malformed', '"on-call"', '"prayer"'),
      edited(approve, 'a lapse before its declaration', 'format.malformed', String(times.lapsesAt), '1'),
      edited(approve, 'a later version', 'format.unknown_version', '"v":1', '"v":2'),
      extend,
      edited(extend, 'another suite', 'format.unknown_suite', '"suite":1', '"suite":2'),
      edited(extend, 'an operator, which is the first request’s', 'format.malformed', '"minutes"', `"operator":"${operator}","minutes"`),
      edited(extend, 'nothing that it extends', 'format.malformed', '"ofHash":"', '"ofHash":"A'),
    ],
  };
}
