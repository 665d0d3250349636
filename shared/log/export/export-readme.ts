/** What `README.txt` of an export says. Not evidence: nothing in it is checked. */
import { EXPORT_FILES } from './export-folder.ts';

export interface ReadmeFacts {
  readonly origin: string;
  readonly size: number;
  readonly words: readonly string[];
  /** The names of the other files of the export. */
  readonly names: ReadonlySet<string>;
  /** What the collector that `policy` asks a receipt of is called; null where it asks for none. */
  readonly collector: string | null;
}

const LINES: readonly [name: string, ...said: string[]][] = [
  [EXPORT_FILES.events, 'every entry, one a line, byte for byte as it was hashed'],
  [
    EXPORT_FILES.checkpoint,
    'the signed head over exactly these entries (a C2SP signed note),',
    'with the signatures of collectors where they signed this very head',
  ],
  [EXPORT_FILES.vkey, "the station's public key. Compare it with the one that you know"],
  [EXPORT_FILES.hashes, 'the hash of each entry; names the entry that was changed'],
  [
    EXPORT_FILES.disclosures,
    'the names and words behind the commitments in the entries.',
    'Delete it to pass the log on without them: everything still verifies',
  ],
  [EXPORT_FILES.receipts, 'older heads with the signatures of the collectors that received the log'],
  [EXPORT_FILES.enrolment, 'which collector receives the log, by which keys, and since when'],
  [EXPORT_FILES.policy, 'the key of the log and of its collector, for --policy. See below before you use it'],
  [EXPORT_FILES.script, 'checks the log without Halligan: one file, to be read before it is run'],
  [EXPORT_FILES.page, 'checks it in a browser: open the page, choose this folder. It needs no network'],
  [EXPORT_FILES.readme, 'this text'],
];

export function exportReadme({ origin, size, words, names, collector }: ReadmeFacts): string {
  const there = LINES.filter(([name]) => names.has(name) || name === EXPORT_FILES.readme);
  const files = there.flatMap(([name, ...said]) => said.map((line, i) => `${(i === 0 ? name : '').padEnd(19)}${line}`));
  const page = names.has(EXPORT_FILES.page)
    ? ''
    : `\n${EXPORT_FILES.page}, which checks the log in a browser, is not here: the program that wrote this export had none beside it.\n`;
  return `The audit log of a Halligan vault: evidence.

Log      ${origin}
Entries  ${size}
Head     ${words.join(' ')}

The same six words at another station, or on paper, mean the same log.

${files.join('\n')}
${page}
To verify:         npx halligan verify FOLDER
Without Halligan:  python3 verify.py        (Python 3.9 or later, with the package cryptography)
Exit code:         0 proven, 1 tampered, 2 intact but incomplete, 3 usage, 4 unknown version
With a head that you wrote down earlier, and the key as you know it:  --anchor SIZE:ROOT --vkey KEY
With the logs and collectors that you trust:                          --policy FILE

${policyText(collector)}

verify.py and verifier.html came with the evidence, and whoever changed the one could have changed the other. Read verify.py,
or take them from another export that you trust: they are the same in all of them that one version of Halligan writes.

By hand: SHA-256 over 0x00 and each line gives the leaves of an RFC 6962 tree; its root is the third line of
checkpoint; the line of checkpoint that begins with the name of the log holds, in base64, 4 bytes of key id and the
Ed25519 signature over the first three lines.
`;
}

function policyText(collector: string | null): string {
  const asks =
    collector === null
      ? 'It asks for no receipt: no collector received this log whose words people at this station have compared.'
      : `It asks for a receipt of the collector ${collector}.`;
  return `The file policy came with the evidence too, so it proves only itself: whoever made up the log could have made it up.
Neither command believes it unless you name it (--policy policy). Take the policy from elsewhere, from the people who run
the collector, or compare the keys in it with theirs.
${asks}`;
}
