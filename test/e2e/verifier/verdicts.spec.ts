/** The page for outsiders says of every vector what the command says, word for word. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { z } from 'zod';
import { cryptoReady } from '../../../shared/crypto/ready.ts';
import { unverifiedHead } from '../../../shared/log/note/checkpoint.ts';
import { receiptLine } from '../../../shared/log/note/receipt.ts';
import { vkeyText } from '../../../shared/log/note/vkey.ts';
import { RECEIPT_TIME, sampleCollector } from '../../vectors/cases/receipt.ts';
import { type Export, type Known, VerifierPage } from './verifier-page.ts';

test.describe.configure({ mode: 'serial', timeout: 20_000 });

const { cases } = z
  .object({ cases: z.array(z.object({ class: z.string(), comment: z.string(), files: z.record(z.string(), z.string()) })) })
  .parse(JSON.parse(readFileSync(new URL('../../vectors/log/verify.json', import.meta.url), 'utf8')));
const whole: Export = cases[0]?.files ?? {};
await cryptoReady();

let verifier: VerifierPage;
test.beforeAll(async () => {
  verifier = await VerifierPage.open();
});
test.afterAll(async () => verifier.end());

for (const { class: kind, comment, files } of cases) {
  test(`${kind}: ${comment}`, async () => {
    const target = verifier.write(files);
    expect(await verifier.verify(target)).toEqual(await verifier.command(target));
  });
}

test.describe('with what a person knows from elsewhere', () => {
  const { checkpoint = '', vkey = '' } = whole;
  const head = unverifiedHead(checkpoint);
  const collector = sampleCollector('collector.example/m1', 41);
  const stranger = sampleCollector('collector.example/m1', 42);
  const policy = `log ${vkey.trim()}\nwitness first ${vkeyText(collector.key)}\nquorum first\n`;
  const received: Export = { ...whole, checkpoint: checkpoint + receiptLine(head, RECEIPT_TIME, collector) };
  const flipped = received['checkpoint']?.replace(/.{8}\n$/, 'AAAAAAA=\n') ?? '';

  const known: readonly (readonly [string, RegExp, Export, Known])[] = [
    ['the right key', /^PROVEN/, whole, { vkey: vkey.trim() }],
    ['another key', /^TAMPERED/, whole, { vkey: vkeyText(collector.key) }],
    ['a head that was written down', /^PROVEN/, whole, { anchor: `${head.size}:${head.root}` }],
    ['another root of this size', /^TAMPERED/, whole, { anchor: `${head.size}:${'0'.repeat(64)}` }],
    ['a head beyond the end', /^INCOMPLETE/, whole, { anchor: `${head.size + 1}:${head.root}` }],
    ['a policy, and no receipt', /^INCOMPLETE/, whole, { policy }],
    ['a policy, and a receipt', /^PROVEN/, received, { policy }],
    ['a policy, and a receipt of before', /^PROVEN/, { ...received, [`receipts/${head.size}`]: received['checkpoint'] ?? '' }, { policy }],
    ['a receipt that was changed', /^TAMPERED/, { ...received, checkpoint: flipped }, { policy }],
    ['an older receipt called otherwise', /^TAMPERED/, { ...whole, 'receipts/3': received['checkpoint'] ?? '' }, { policy }],
    ['an older checkpoint that was changed', /^TAMPERED/, { ...whole, 'receipts/3': `x${checkpoint}` }, {}],
    [
      'a collector that the policy does not name',
      /^INCOMPLETE/,
      received,
      { policy: policy.replace(vkeyText(collector.key), vkeyText(stranger.key)) },
    ],
    ['a policy that is none', /^The policy is not one/, whole, { policy: 'hello\n' }],
  ];
  for (const [name, first, files, what] of known) {
    test(name, async () => {
      const target = verifier.write(files);
      const lines = await verifier.verify(target, what);
      expect(lines[0]).toMatch(first);
      expect(lines).toEqual(await verifier.command(target, what));
    });
  }

  test('an anchor that is none', async () => {
    expect(await verifier.verify(verifier.write(whole), { anchor: '7' })).toEqual([
      'An anchor is SIZE:ROOT, the root in 64 hexadecimal digits.',
    ]);
  });
});

test('comes to no verdict where a file is missing, and says which', async () => {
  const { checkpoint: _, ...rest } = whole;
  const target = verifier.write(rest);
  expect(await verifier.verify(target)).toEqual([expect.stringMatching(/^This is not an exported log/)]);
  await expect(verifier.page.locator('#chosen')).toHaveText(/^checkpoint is not among these/);
});

test('none of it made the page reach for what its policy refuses', () => {
  expect(verifier.said).toEqual([]);
});
