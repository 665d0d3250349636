import { toBase64url, utf8 } from '../../../shared/base/bytes.ts';
import { portableSha256 } from '../../../shared/crypto/hash.ts';
import { cosignerKey, noteKey, vkeyText } from '../../../shared/log/note/vkey.ts';
import { KEY, VKEY } from '../../harness/log/sample-log.ts';
import { refusedCase, type VectorCase, type VectorFile } from '../run/vector-case.ts';
import { sampleCollector } from './receipt.ts';

const publicKeyOf = (n: number) => sampleCollector('any', 100 + n).key.publicKey;
const vkeyOf = (n: number) => vkeyText(sampleCollector(`collector.example/m${n}`, 20 + n).key);
const witness = (n: number) => `witness m${n} ${vkeyOf(n)}\n`;
const witnesses = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => witness(from + i)).join('');
const logs = (count: number) =>
  Array.from({ length: count }, (_, n) => `log ${vkeyText(noteKey(`log.example/${n}`, publicKeyOf(n), portableSha256))}\n`).join('');
const inBase64 = (text: string) => ({ policy: toBase64url(utf8(text)) });

/** Policies (shared/log/FORMAT.md §14), and when what some witnesses signed reaches their quorum. */
export function tlogPolicyVectors(): VectorFile {
  const log = `log ${VKEY}\n`;
  const ok = (name: string, policy: string, times: Record<string, number> = {}): VectorCase => ({
    name,
    class: 'ok',
    do: 'policy-parse',
    in: { ...inBase64(policy), times },
  });
  const one = ok('a log and one collector', `${log}${witness(1)}quorum m1\n`, { m1: 1_764_034_400 });
  const refused = (name: string, policy: string) => refusedCase(one, name, 'log.bad_policy', inBase64(policy));
  const bytes = (name: string, policy: Uint8Array) => refusedCase(one, name, 'log.bad_policy', { policy: toBase64url(policy) });
  const two = `${log}${witnesses(1, 3)}group most 2 m1 m2 m3\nquorum most\n`;
  const nested = `${witnesses(1, 4)}group a any m1 m2\ngroup b all m3 m4\ngroup both all a b\nquorum both\n`;
  const group = (line: string) => refused(`a group: ${line}`, `${witnesses(1, 2)}${line}\nquorum m1\n`);
  return {
    about: 'Policies in base64url, and when a quorum is reached where these witnesses (by their names in it) signed at these times.',
    cases: [
      one,
      ok('no receipt is asked for', `${log}quorum none\n`),
      ok('no log', `${witness(1)}quorum m1\n`),
      ok('2 of 3: the second to sign', two, { m1: 30, m2: 10, m3: 20 }),
      ok('2 of 3: only one signed', two, { m2: 10 }),
      ok('groups of groups', nested, { m1: 9, m2: 5, m3: 7, m4: 8 }),
      ok('groups of groups: one side is missing', nested, { m1: 9, m2: 5, m3: 7 }),
      ok('comments, blanks, tabs, addresses', `# ours\n\n \t\n\tlog\t${VKEY} https://a.example/ \n${witness(1).trim()} x\n quorum  m1\t\n`),
      ok('names of any script', `witness Übung ${vkeyOf(1)}\ngroup группа 1 Übung\nquorum группа\n`, { Übung: 3 }),
      ok('32 logs', `${logs(32)}quorum none\n`),
      ok('32 witnesses', `${witnesses(1, 32)}quorum m32\n`),
      refused('nothing', ''),
      refused('only a comment', '# nothing\n'),
      refused('no quorum', log + witness(1)),
      refused('two quorums', `${log}${witness(1)}quorum m1\nquorum m1\n`),
      refused('a quorum and none', `${log}${witness(1)}quorum m1\nquorum none\n`),
      refused('a quorum of two names', `${log}${witnesses(1, 2)}quorum m1 m2\n`),
      refused('a quorum of no name', `${log}quorum\n`),
      refused('a quorum that nobody defines', `${log}${witness(1)}quorum m2\n`),
      refused('a quorum that is defined after it', `${log}quorum m1\n${witness(1)}`),
      refused('the last line without its newline', `${log}quorum none`),
      refused('lines as on Windows', `${log}quorum none\r\n`),
      refused('a control character', `# \u0007\n${log}quorum none\n`),
      refused('a delete character', `# \u007f\n${log}quorum none\n`),
      refused('a no-break space between', `${log}quorum\u00a0none\n`),
      refused('a keyword in capitals', `${log}Quorum none\n`),
      refused('a keyword that nobody knows', `${log}mirror x\nquorum none\n`),
      refused('a byte-order mark', `\ufeff${log}quorum none\n`),
      refused('a comment after an item', `${log}quorum none # nothing\n`),
      refused('no key in a log', 'log\nquorum none\n'),
      refused('a log with two addresses', `log ${VKEY} a b\nquorum none\n`),
      refused('a log by the key of a collector', `log ${vkeyOf(1)}\nquorum none\n`),
      refused('a log with another key id', `log ${VKEY.replace(/\+[0-9a-f]{8}\+/, '+00000000+')}\nquorum none\n`),
      refused('a log twice', `${log}${log}quorum none\n`),
      refused('33 logs', `${logs(33)}quorum none\n`),
      refused('a witness without a name', `witness ${vkeyOf(1)}\nquorum none\n`),
      refused('a witness with two addresses', `${witness(1).trim()} a b\nquorum m1\n`),
      refused('a witness by the key of a log', `witness m1 ${VKEY}\nquorum m1\n`),
      refused('a witness called none', `witness none ${vkeyOf(1)}\nquorum none\n`),
      refused('a name twice', `${witness(1)}${witness(2).replace('m2', 'm1')}quorum m1\n`),
      refused('a key under two names', `${witness(1)}${witness(1).replace('m1', 'm2')}quorum m1\n`),
      refused('a key under two key names', `${witness(1)}witness m2 ${vkeyText(sampleCollector('twin', 21).key)}\nquorum m1\n`),
      refused(
        'the key of the log as a witness’s',
        `${log}witness m1 ${vkeyText(cosignerKey('own.example', KEY.publicKey, portableSha256))}\nquorum m1\n`,
      ),
      refused('33 witnesses', `${witnesses(1, 33)}quorum m1\n`),
      group('group'),
      group('group g'),
      group('group g 1'),
      group('group g all'),
      group('group g 0 m1'),
      group('group g 3 m1 m2'),
      group('group g 01 m1 m2'),
      group('group g +1 m1'),
      group('group g most m1 m2'),
      group('group g 1.5 m1 m2'),
      group('group none 1 m1'),
      group('group m1 1 m2'),
      group('group g 1 m1 m1'),
      group('group g 1 g'),
      group('group g 1 none'),
      group('group g 1 m3'),
      refused('a witness that counts twice', `${witnesses(1, 2)}group a 1 m1\ngroup b 1 m1 m2\nquorum b\n`),
      bytes('not UTF-8', Uint8Array.of(35, 255, 10, ...utf8(`${log}quorum none\n`))),
      bytes('too long', utf8(`${'#\n'.repeat(32_768)}${log}quorum none\n`)),
    ],
  };
}
