import { statSync } from 'node:fs';
import { withVaultCopy } from '../core/store/file/vault-copy.ts';
import type { VaultFile } from '../core/store/file/vault-file.ts';
import type { CredentialSummaryRow } from '../core/store/tables/credential-table.ts';
import { isAppError } from '../shared/base/app-error.ts';
import { fromHex } from '../shared/base/bytes.ts';
import { toIso } from '../shared/base/instant.ts';
import { cryptoReady } from '../shared/crypto/ready.ts';
import { sixWords } from '../shared/crypto/words.ts';
import { ruleWords } from '../shared/domain/rule-words.ts';
import { verifyChain } from '../shared/format/charter-chain.ts';
import type { Charter } from '../shared/format/charter-form.ts';
import { parseSignatures } from '../shared/format/charter-signature.ts';
import { printable } from '../shared/log/verify/printable.ts';
import { verifyLog } from '../shared/log/verify/verify-log.ts';
import { type CliAnswer, cliRefusal, EXIT } from './answer.ts';
import { fileSentence } from './file-sentence.ts';
import { LOG_CRYPTO } from './log-crypto.ts';
import { ruleText } from './rule-text.ts';

/** What anybody may read in a vault file, and whether its charter and logs hold. Everything shown is checked first. */
export async function inspect(target: string): Promise<CliAnswer> {
  await cryptoReady();
  try {
    const facts = withVaultCopy(target, factsOf);
    return {
      exit: facts.logs.every(({ verdict }) => verdict !== 'tampered') ? EXIT.proven : EXIT.tampered,
      lines: factLines(facts),
      json: { ok: true, ...facts },
    };
  } catch (error) {
    if (!isAppError(error)) throw error;
    const exit = error.code === 'vault.newer_version' || error.code === 'format.unknown_version' ? EXIT.unknownVersion : EXIT.usage;
    if (error.code.startsWith('charter.'))
      return cliRefusal(
        EXIT.tampered,
        error.code,
        'The charter in this file does not hold: it was changed, or signed by the wrong people.',
      );
    return cliRefusal(exit, error.code, fileSentence(error));
  }
}

type Facts = ReturnType<typeof factsOf>;

function factsOf(file: VaultFile) {
  const charter = file.read.charters.latest() === null ? null : charterFacts(charterInForce(file), file.read.credentials.current());
  const logs = file.entries.logs().map(({ origin }) => {
    const { verdict, entries, head } = verifyLog(file.entries.evidence(origin), LOG_CRYPTO);
    return { origin, verdict, entries, root: head?.root ?? null, words: head && sixWords(fromHex(head.root)) };
  });
  return { stage: file.stage, vault: file.vault, practice: file.practice, bytes: statSync(file.path).size, charter, logs };
}

function charterInForce(file: VaultFile): Charter {
  const chain = file.read.charters.all().map(({ bytes, signatures }) => ({ bytes, signatures: parseSignatures(signatures) }));
  return verifyChain(chain).at(-1) as Charter; // verifyChain refuses an empty chain
}

function charterFacts(charter: Charter, credentials: readonly CredentialSummaryRow[]) {
  const nameOf = (id: string) => charter.members.find((member) => member.id === id)?.name ?? id;
  return {
    name: charter.name,
    version: charter.version,
    createdAt: toIso(charter.createdAt),
    members: charter.members.map(({ name, roles, keys }) => ({ name, roles, keys: keys.map(({ label }) => label) })),
    compartments: charter.compartments.map(({ id, name, kind, generation, rule }) => {
      const inside = credentials.filter(({ compartment }) => compartment === id);
      const bytes = inside.reduce((sum, { size }) => sum + size, 0);
      return { name, kind, generation, rule: ruleText(ruleWords(rule), nameOf), credentials: inside.length, bytes };
    }),
  };
}

function factLines({ stage, vault, practice, bytes, charter, logs }: Facts): string[] {
  const kind = `${practice ? 'PRACTICE ' : ''}${stage === 'vault' ? 'vault' : 'founding that is not complete'}`;
  const lines = [`A ${kind}, ${vault}, ${bytes} bytes.`];
  if (charter === null) lines.push('No charter has been signed yet.');
  else {
    lines.push(`${charter.name}: charter ${charter.version}, of ${charter.createdAt}, signed as it must be.`, 'Members:');
    for (const { name, roles, keys } of charter.members) lines.push(`  ${name}: ${roles.join(', ')}; keys ${keys.join(', ')}`);
    lines.push('Compartments:');
    for (const { name, kind: of, generation, rule, credentials, bytes: size } of charter.compartments) {
      lines.push(
        `  ${name}${of === 'decoy' ? ' (decoy, for drills)' : ''}: opens with ${rule}; set ${generation}; ${credentials} credentials, ${size} bytes`,
      );
    }
  }
  lines.push('Logs:');
  for (const { origin, verdict, entries, words } of logs)
    lines.push(`  ${origin}: ${verdict}, ${entries} entries, head ${words?.join(' ') ?? 'unknown'}`);
  return lines.map(printable);
}
